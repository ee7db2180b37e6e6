import { AppError } from '../../domain/errors.ts';
import { unescapeCell } from '../copyLines.ts';
import { MagnitudeError, writeIbmNumber, writeMissing } from './ibmNumber.ts';
import type { Layout, Variable } from './layout.ts';
import { writeLongNumber } from './longNumber.ts';
import { PLAIN_READERS } from './plainNumber.ts';
import { toSasTime } from './sasTime.ts';
import type { TextEncoding } from './textEncoding.ts';

const TAB = 0x09;
const LF = 0x0a;
const BLANK = 0x20;
const BACKSLASH = 0x5c;
const LETTER_N = 0x4e;
const SPECIAL = /^\.[A-Z_]$/;
const NO_MOMENT = 'a moment that the years 1 to 9999 do not have';
const CHUNK_BYTES = 192 * 1024;
/** In place of a text's length. */
const NO_TEXT = -1;

type Options = {
  layout: Layout;
  dataset: string;
  columns: readonly { name: string }[];
  encoding: TextEncoding;
  /** Whether texts may be cut. */
  mayCut: boolean;
};

/**
 * Rows as COPY's text format has them as the bytes of their variables, without a string for each cell. Throws
 * FORMAT_CANNOT_HOLD with dataset, column and row for a number that is too large or too close to zero, for a text that is too
 * long and may not be cut, and for a character that the encoding does not have.
 */
export function createRowEncoder({ layout, dataset, columns, encoding, mayCut }: Options) {
  const { variables, rowBytes } = layout;
  /** Bytes of a cell that are the same in the file. */
  const isPlain = new Uint8Array(256).fill(1, 0, encoding.name === 'UTF-8' ? 0x100 : 0x80);
  for (const byte of [TAB, LF, BACKSLASH]) isPlain[byte] = 0;
  /** Of each variable what a cell needs, in arrays that are quicker to look into than objects. */
  const offsets = Int32Array.from(variables, ({ offset }) => offset);
  const sizes = Int32Array.from(variables, ({ isText, sizeBytes }) => (isText ? sizeBytes : NO_TEXT));
  const readers = variables.map(({ type }) => PLAIN_READERS[type]);
  const chunkBytes = Math.max(1, Math.floor(CHUNK_BYTES / Math.max(1, rowBytes))) * rowBytes;
  let target = Buffer.alloc(0);
  let filled = 0;
  let rows = 0;
  const rounded = variables.map(() => 0);

  const refuse = (index: number, problem: string) =>
    new AppError('FORMAT_CANNOT_HOLD', {
      details: `${dataset}.${columns[index]?.name ?? ''}, row ${rows + 1}: ${problem}.`,
    });

  /** Writes the cell that begins at `start`; answers where it ends. */
  function writeCell(bytes: Buffer, start: number, index: number): number {
    const offset = filled + (offsets[index] ?? 0);
    const size = sizes[index] ?? NO_TEXT;
    return size === NO_TEXT
      ? writeNumber(bytes, start, { index, offset })
      : writeText(bytes, start, { index, offset, size });
  }

  function writeText(bytes: Buffer, start: number, place: TextPlace): number {
    let to = place.offset;
    const limit = to + place.size;
    let at = start;
    let byte = bytes[at] ?? LF;
    while (isPlain[byte] === 1 && to < limit) {
      target[to++] = byte;
      byte = bytes[++at] ?? LF;
    }
    if (byte === TAB || byte === LF) return at;
    const end = findEnd(bytes, at);
    if (!isNull(bytes, start, end)) writeSlowText(readText(bytes, start, end), place);
    return end;
  }

  /** Escaped, in characters of another encoding, or too long. */
  function writeSlowText(text: string, { index, offset, size }: TextPlace): void {
    const bytes = encoding.measure(text);
    if (bytes > size && !mayCut) throw refuse(index, `a text of ${bytes} bytes, where ${size} fit`);
    target.fill(BLANK, offset, offset + size);
    if (encoding.write(target, text, offset, size) !== undefined) return;
    throw refuse(index, `a character that ${encoding.name} does not have`);
  }

  function writeNumber(bytes: Buffer, start: number, place: Place): number {
    const { index, offset } = place;
    const end = findEnd(bytes, start);
    if (end === start || isNull(bytes, start, end)) {
      writeMissing(target, offset);
      return end;
    }
    const value = readers[index]?.(bytes, start, end) ?? Number.NaN;
    try {
      if (Number.isNaN(value)) writeSlowNumber(readText(bytes, start, end), place);
      else writeIbmNumber(target, offset, value);
    } catch (error) {
      if (!(error instanceof MagnitudeError)) throw error;
      throw refuse(index, 'a number beyond 7.2e75 or closer to zero than 5.4e-79');
    }
    return end;
  }

  /** Special missing values, and what has more digits or another shape than a plain number. */
  function writeSlowNumber(text: string, { index, offset }: Place): void {
    const type = variables[index]?.type ?? 'float';
    if (SPECIAL.test(text)) {
      writeMissing(target, offset, text.charAt(1));
      return;
    }
    const value = toNumber(text, type);
    if (Number.isNaN(value)) throw refuse(index, isMoment(type) ? NO_MOMENT : 'a text that is no number');
    if (isMoment(type) || type === 'boolean') writeIbmNumber(target, offset, value);
    else if (!writeLongNumber(target, offset, { text, value, isDouble: type === 'float' }))
      rounded[index] = (rounded[index] ?? 0) + 1;
  }

  return {
    /** Whole lines; yields what is full. */
    *encode(lines: Buffer): Generator<Buffer, void, undefined> {
      if (variables.length === 0) return;
      for (let at = 0; at < lines.length;) {
        if (filled === target.length) {
          if (filled > 0) yield target;
          target = Buffer.allocUnsafe(chunkBytes).fill(BLANK);
          filled = 0;
        }
        for (let index = 0; index < variables.length; index++) at = writeCell(lines, at, index) + 1;
        filled += rowBytes;
        rows += 1;
      }
    },
    /** What is left when all lines were encoded. */
    finish: () => target.subarray(0, filled),
    countRows: () => rows,
    /** Of each column how many numbers are not the very ones. */
    countRounded: (): readonly number[] => rounded,
  };
}

/** Which variable, and where its bytes begin. */
type Place = { index: number; offset: number };
type TextPlace = Place & { size: number };

function findEnd(bytes: Buffer, start: number): number {
  let at = start;
  let byte = bytes[at] ?? LF;
  while (byte !== TAB && byte !== LF) byte = bytes[++at] ?? LF;
  return at;
}

function isNull(bytes: Buffer, start: number, end: number): boolean {
  return end === start + 2 && bytes[start] === BACKSLASH && bytes[start + 1] === LETTER_N;
}

const readText = (bytes: Buffer, start: number, end: number) =>
  unescapeCell(bytes.toString('utf8', start, end));

function toNumber(cell: string, type: Variable['type']): number {
  if (isMoment(type)) return toSasTime(type, cell);
  // SAS has no booleans; it counts with them.
  if (type === 'boolean') return cell === 'true' ? 1 : 0;
  return Number(cell);
}

function isMoment(type: Variable['type']): type is 'date' | 'time' | 'datetime' {
  return type === 'date' || type === 'time' || type === 'datetime';
}
