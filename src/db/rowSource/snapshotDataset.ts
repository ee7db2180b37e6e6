import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';

import type pg from 'pg';

import type { Cell } from '../../domain/dataset.ts';
import { AppError } from '../../domain/errors.ts';
import type { EncodedRows, SnapshotDataset } from '../../jobs/ports.ts';
import { toClinicalError } from './clinicalError.ts';
import { copyOut } from './copyOut.ts';
import { splitCopyText } from './copyText.ts';
import { type RowStatement, toBinarySelect, toColumnsSelect, toMeasure, toSelect } from './rowStatement.ts';
import { singleStatement } from './singleStatement.ts';

type Options = {
  client: pg.Client;
  statement: RowStatement;
  rowCount: number;
  specialMissing: readonly number[];
  signal: AbortSignal;
  onSent: (rows: number) => void;
  /** What is copied now is, or is no longer, read only to be measured. */
  onMeasuring: (isMeasuring: boolean) => void;
};

/** One dataset of an open snapshot. Its statements run on the snapshot's one connection: one after another. */
export function createSnapshotDataset({
  client,
  statement,
  rowCount,
  specialMissing,
  signal,
  onSent,
  onMeasuring,
}: Options): SnapshotDataset {
  const copy = (select: string, options: string): EncodedRows => {
    const { chunks, countRows } = copyOut(client, `copy (${select}) to stdout with (${options})`);
    const read = async function* () {
      try {
        yield* chunks;
        onSent(countRows());
      } catch (error) {
        throw toClinicalError(error, signal);
      }
    };
    return { stream: Readable.from(read(), { objectMode: false, highWaterMark: 256 * 1024 }), countRows };
  };
  let digest: string | null = null;
  const columns = statement.columns.map(({ sql, missing, ...column }) => column);

  async function* encodedText(): AsyncIterable<Buffer> {
    const select = toSelect(statement, { distinguishNull: true, specialMissing });
    const hash = createHash('sha256');
    // A stream that is not in object mode gives buffers.
    for await (const chunk of copy(select, "format text, encoding 'UTF8'").stream as AsyncIterable<Buffer>) {
      hash.update(chunk);
      yield chunk;
    }
    const sha256 = hash.digest('hex');
    if (digest !== null && digest !== sha256) {
      throw new AppError('ROW_DATA_MISMATCH', { details: `${statement.name}.` });
    }
    digest = sha256;
  }

  async function* encodedColumns(positions: readonly number[]): AsyncIterable<Buffer> {
    onMeasuring(true);
    try {
      const select = toColumnsSelect(statement, positions);
      yield* copyOut(client, `copy (${select}) to stdout with (format text, encoding 'UTF8')`).chunks;
    } catch (error) {
      throw toClinicalError(error, signal);
    } finally {
      onMeasuring(false);
    }
  }

  return {
    name: statement.name,
    label: statement.label,
    columns,
    rowCount,
    specialMissing,
    encodedCsv: ({ distinguishNull, escapeFormulas = false }) =>
      copy(toSelect(statement, { distinguishNull, escapeFormulas }), "format csv, encoding 'UTF8'"),
    async measureText(unit) {
      type Row = { lengths: number[] };
      const { rows } = await client.query<Row>(singleStatement(toMeasure(statement, unit)));
      return rows[0]?.lengths ?? [];
    },
    encodedText,
    encodedColumns,
    // A stream that is not in object mode gives buffers.
    ...(statement.isTyped && {
      encodedBinary: () => copy(toBinarySelect(statement), 'format binary').stream as AsyncIterable<Buffer>,
    }),
    async *rows({ specialMissing: isShown } = { specialMissing: false }) {
      const batches = splitCopyText(encodedText(), columns.length);
      if (isShown || specialMissing.length === 0) yield* batches;
      else for await (const batch of batches) yield hideSpecialMissing(batch, specialMissing);
    },
    digest: () => digest,
  };
}

const SPECIAL = /^\.[A-Z_]$/;

/** No number is printed as a special missing value is. */
function hideSpecialMissing(batch: Cell[][], columns: readonly number[]): Cell[][] {
  for (const row of batch) {
    for (const index of columns) {
      const cell = row[index];
      if (typeof cell === 'string' && SPECIAL.test(cell)) row[index] = null;
    }
  }
  return batch;
}
