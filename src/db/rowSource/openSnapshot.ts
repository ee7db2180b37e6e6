import type pg from 'pg';

import type { RowQuery, RowSnapshot, SnapshotDataset } from '../../jobs/ports.ts';
import { beginMoment } from './beginMoment.ts';
import { openClinicalConnection } from './clinicalConnection.ts';
import { toClinicalError } from './clinicalError.ts';
import { type RowStatement, toCount, toMissing } from './rowStatement.ts';
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
    let isMeasuring = false;
    const datasets: SnapshotDataset[] = [];
    for (const statement of statements) {
      const counted = await countRows(client, statement);
      const onSent = (rows: number) => {
        sent += rows;
      };
      const onMeasuring = (is: boolean) => {
        isMeasuring = is;
      };
      datasets.push(createSnapshotDataset({ client, statement, ...counted, signal, onSent, onMeasuring }));
    }
    return {
      takenAt,
      ...(studyName !== null && { studyName }),
      datasets,
      imports: statements.flatMap(({ imports }) => imports),
      async countSent() {
        if (isMeasuring) return sent;
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

type Counted = Required<Pick<SnapshotDataset, 'rowCount' | 'specialMissing'>>;

/** Few datasets have special missing values: only theirs are looked at a second time. */
async function countRows(client: pg.Client, statement: RowStatement): Promise<Counted> {
  type Count = { n: string; special: string };
  const { rows } = await client.query<Count>(singleStatement(toCount(statement)));
  const rowCount = Number(rows[0]?.n ?? 0);
  if (Number(rows[0]?.special ?? 0) === 0) return { rowCount, specialMissing: [] };
  const missing = await client.query<{ found: boolean[] }>(singleStatement(toMissing(statement)));
  const found = missing.rows[0]?.found ?? [];
  return { rowCount, specialMissing: found.flatMap((isFound, index) => (isFound ? index : [])) };
}
