import type { Cell, Column } from '../../../src/domain/dataset.ts';
import type { Format } from '../../../src/domain/reportDefinition.ts';
import type { ReadCell } from '../../support/readBack/table.ts';
import { toPlain } from './toPlain.ts';

/** What a format makes of cells; of what is not said here every cell comes back as it was. */
type Holding = {
  /** Whether blank text and no value are the same. */
  blankIsNull?: boolean;
  /** Whether special missing values are more than no value. */
  keepsMissing?: boolean;
  text?: (text: string) => string;
  number?: (printed: string) => string;
  boolean?: (printed: string) => string;
  datetime?: (iso: string) => string;
  /** What is compared of a text, where the reader cannot tell all of it. */
  compared?: (text: string) => string;
  /** What of a cell the format cannot hold. */
  refuses?: (column: Column, cell: string) => boolean;
};

const CSV: Holding = { blankIsNull: true };
const DATASET_JSON: Holding = { refuses: ({ type }, cell) => isNumeric(type) && !isFinite(cell) };

export const HOLDINGS: Readonly<Record<Format, Holding>> = {
  CSV,
  'CSV.GZ': CSV,
  XLSX: {},
  // The reader, not the file, leaves out blanks and marks that show nothing.
  PDF: {
    blankIsNull: true,
    text: (text) => text.normalize('NFC').replaceAll(/\p{Noncharacter_Code_Point}/gu, '\uFFFD'),
    compared: (text) => text.replaceAll(/[\s\u0085\p{Cf}]/gu, ''),
  },
  JSON: {},
  DATASET_JSON,
  NDJSON: DATASET_JSON,
  DSJC: DATASET_JSON,
  HTML: { text: toPictures },
  // The reader, not the file, leaves off at milliseconds.
  PARQUET: { datetime: (iso) => iso.slice(0, 23) },
  XPORT: toTransport(32_767),
  XPORT5: toTransport(200),
};

/** A cell of a source as it is to come back from a format. */
export function expectCell(format: Format, column: Column, cell: Cell): string | null {
  const holding = HOLDINGS[format];
  if (cell === null) return null;
  if (column.type !== 'string' && isSpecial(cell)) return holding.keepsMissing === true ? cell : null;
  return spellCell(format, column, hold(holding, column, cell));
}

function hold({ text, number, boolean, datetime }: Holding, { type }: Column, cell: string): string {
  if (isNumeric(type)) return number?.(cell) ?? cell;
  if (type === 'string') return text?.(cell) ?? cell;
  if (type === 'boolean') return boolean?.(cell) ?? cell;
  return type === 'datetime' ? (datetime?.(cell) ?? cell) : cell;
}

/** A cell that was read back, in the spelling of `expectCell`. */
export function spellCell(format: Format, { type }: Column, cell: ReadCell): string | null {
  const { blankIsNull, compared } = HOLDINGS[format];
  if (cell === null || (blankIsNull === true && cell === '')) return null;
  if (typeof cell === 'string' && type !== 'string' && isSpecial(cell)) return cell;
  const plain = toPlain(type, cell);
  return compared === undefined ? plain : compared(plain) || null;
}

/** SAS has doubles of its own, no booleans, and blanks at the end of every text. */
function toTransport(mostBytes: number): Holding {
  const isBeyond = (value: number) =>
    !(Math.abs(value) < 7.2e75 && (value === 0 || Math.abs(value) > 5.4e-79));
  return {
    blankIsNull: true,
    keepsMissing: true,
    text: (text) => text.replace(/ +$/, ''),
    number: (printed) => String(Number(printed) + 0),
    boolean: (printed) => (printed === 'true' ? '1' : '0'),
    refuses: ({ type }, cell) =>
      type === 'string'
        ? Buffer.byteLength(cell) > mostBytes
        : isNumeric(type) && !isSpecial(cell) && isBeyond(Number(cell)),
  };
}

const isNumeric = (type: Column['type']): boolean =>
  type === 'integer' || type === 'float' || type === 'decimal';

/** A SAS special missing value. */
const isSpecial = (printed: string): boolean => /^\.[A-Z_]$/.test(printed);

const isFinite = (printed: string): boolean => !/^(?:NaN|-?Infinity)$/.test(printed);

/** HTML has no control characters but tab and line feed, and shows what it has not. */
function toPictures(text: string): string {
  return text
    .replaceAll(/[\u0000-\u0008\u000b-\u001f]/g, (control) =>
      String.fromCharCode(0x2400 + control.charCodeAt(0)),
    )
    .replaceAll('\u007f', '\u2421')
    .replaceAll(/[\u0080-\u009f]|\p{Noncharacter_Code_Point}/gu, '\uFFFD');
}
