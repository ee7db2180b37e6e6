import { Readable } from 'node:stream';

import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';

import type { EncodedRows, SnapshotDataset } from '../../jobs/ports.ts';
import { toClinicalError } from './clinicalError.ts';
import { splitCopyText } from './copyText.ts';
import { type RowStatement, toMeasure, toSelect } from './rowStatement.ts';
import { singleStatement } from './singleStatement.ts';

type Options = {
  client: pg.Client;
  statement: RowStatement;
  rowCount: number;
  signal: AbortSignal;
  onSent: (rows: number) => void;
};

/** One dataset of an open snapshot. Its statements run on the snapshot's one connection: one after another. */
export function createSnapshotDataset({
  client,
  statement,
  rowCount,
  signal,
  onSent,
}: Options): SnapshotDataset {
  const copy = (select: string, options: string): EncodedRows => {
    let count = 0;
    const read = async function* () {
      const stream = client.query(copyTo(`copy (${select}) to stdout with (${options})`));
      try {
        yield* stream;
        // The count comes after the last row; the next answer on this connection comes after the count.
        await client.query('select');
        count = stream.rowCount;
        onSent(count);
      } catch (error) {
        throw toClinicalError(error, signal);
      }
    };
    return {
      stream: Readable.from(read(), { objectMode: false, highWaterMark: 256 * 1024 }),
      countRows: () => count,
    };
  };
  const columns = statement.columns.map(({ sql, missing, ...column }) => column);

  return {
    name: statement.name,
    label: statement.label,
    columns,
    rowCount,
    encodedCsv: ({ distinguishNull, escapeFormulas = false }) =>
      copy(toSelect(statement, { distinguishNull, escapeFormulas }), "format csv, encoding 'UTF8'"),
    async measureText(unit) {
      type Row = { lengths: number[] };
      const { rows } = await client.query<Row>(singleStatement(toMeasure(statement, unit)));
      return rows[0]?.lengths ?? [];
    },
    rows: ({ specialMissing } = { specialMissing: false }) => {
      const select = toSelect(statement, { distinguishNull: true, specialMissing });
      return splitCopyText(copy(select, "format text, encoding 'UTF8'").stream, columns.length);
    },
  };
}
