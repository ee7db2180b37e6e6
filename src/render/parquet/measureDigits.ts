import type { Digits } from '../../domain/dataset.ts';
import { readCellBatches } from '../cellBatches.ts';
import type { RowSet } from '../rowSet.ts';
import { NUMBER } from './decimalValues.ts';

const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;

/**
 * Of each column the most digits of its decimals; null for other types, and where a value is no finite number. The columns
 * of which the source does not know it are read once more, beforehand: a file's one scale stands in every row group.
 */
export async function measureDigits(rowSet: RowSet): Promise<(Digits | null)[]> {
  const { columns, encodedColumns } = rowSet;
  const measured: (Digits | null)[] = columns.map(({ digits }) => digits ?? null);
  const unknown = columns.flatMap(({ type, digits }, at) => (type === 'decimal' && !digits ? [at] : []));
  if (unknown.length === 0) return measured;
  const isPart = encodedColumns !== undefined;
  const read: RowSet = isPart
    ? {
        ...rowSet,
        columns: columns.filter((_, at) => unknown.includes(at)),
        encodedText: () => encodedColumns(unknown),
      }
    : rowSet;
  const most = unknown.map(() => ({ before: 0, behind: 0, isNumber: true }));
  for await (const { bytes, starts, ends, rows } of readCellBatches(read)) {
    most.forEach((column, index) => {
      let cell = isPart ? index : (unknown[index] ?? 0);
      for (let row = 0; row < rows && column.isNumber; row++, cell += read.columns.length) {
        const start = starts[cell] ?? 0;
        const end = ends[cell] ?? 0;
        if (end >= start) column.isNumber = widen(column, bytes, start, end);
      }
    });
  }
  most.forEach(({ before, behind, isNumber }, index) => {
    if (isNumber) measured[unknown[index] ?? 0] = { before, behind };
  });
  return measured;
}

/** False where the text is no finite number. */
function widen(most: Digits, bytes: Buffer, start: number, end: number): boolean {
  let before = 0;
  let point = end;
  for (let at = bytes[start] === MINUS ? start + 1 : start; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte >= ZERO && byte <= NINE) {
      if (point === end && (before > 0 || byte > ZERO)) before += 1;
    } else if (byte === POINT && point === end && at + 1 < end) point = at;
    else return widenByText(most, bytes.toString('latin1', start, end));
  }
  if ((bytes[end - 1] ?? 0) < ZERO || end === start) return false;
  if (before > most.before) most.before = before;
  if (point < end && end - point - 1 > most.behind) most.behind = end - point - 1;
  return true;
}

/** As PostgreSQL reads a numeric: a sign, blanks around it, and a power of ten, too. */
function widenByText(most: Digits, text: string): boolean {
  const [, sign, whole = '', fraction = '', exponent = '0'] = NUMBER.exec(text) ?? [];
  if (sign === undefined || whole.length + fraction.length === 0) return false;
  const digits = `${whole}${fraction}`.replace(/^0+/, '').length;
  const behind = fraction.length - Number(exponent);
  if (digits > 0) most.before = Math.max(most.before, digits - behind);
  most.behind = Math.max(most.behind, behind);
  return true;
}
