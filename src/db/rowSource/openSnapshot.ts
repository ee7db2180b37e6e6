import type pg from 'pg';

import type { RowQuery, RowSnapshot, SnapshotDataset } from '../../jobs/ports.ts';
import { beginMoment } from './beginMoment.ts';
import { openClinicalConnection } from './clinicalConnection.ts';
import { toClinicalError } from './clinicalError.ts';
import { type RowStatement, toCount } from './rowStatement.ts';
import { singleStatement } from './singleStatement.ts';
import { createSnapshotDataset } from './snapshotDataset.ts';

/** Opens one moment: registry, locks, counts and rows are of the same read-only repeatable-read transaction. */
export async function openSnapshot(
  connectionString: string,
  query: RowQuery,
  signal: AbortSignal,
): Promise<RowSnapshot> {
  const connection = await openClinicalConnection(connectionString, signal);
  const { client } = connection;
  try {
    const { takenAt, studyName, statements } = await beginMoment(client, query);
    let sent = 0;
    const datasets: SnapshotDataset[] = [];
    for (const statement of statements) {
      const rowCount = await countRows(client, statement);
      const onSent = (rows: number) => {
        sent += rows;
      };
      datasets.push(createSnapshotDataset({ client, statement, rowCount, signal, onSent }));
    }
    return {
      takenAt,
      ...(studyName !== null && { studyName }),
      datasets,
      imports: statements.flatMap(({ imports }) => imports),
      async countSent() {
        const finished = sent;
        const copied = await connection.countCopied();
        return Math.max(finished + copied, sent);
      },
      close: connection.close,
    };
  } catch (error) {
    await connection.close();
    throw toClinicalError(error, signal);
  }
}

async function countRows(client: pg.Client, statement: RowStatement): Promise<number> {
  const { rows } = await client.query<{ n: string }>(singleStatement(toCount(statement)));
  return Number(rows[0]?.n ?? 0);
}
