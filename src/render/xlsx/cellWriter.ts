import type { DataType } from '../../domain/dataset.ts';
import { put, putAscii, toBytes } from '../bytes.ts';
import { unescapeCell } from '../copyLines.ts';
import { toExcelTime } from './excelTime.ts';
import { isExcelNumber } from './isExcelNumber.ts';
import { cut } from './sheetNames.ts';
import { STYLE } from './styles.ts';
import type { Change } from './tally.ts';
import { countForbidden, toXmlText } from './xmlText.ts';

/** The most characters (UTF-16) of a cell. */
export const MOST_CHARACTERS = 32_767;
/** Excel keeps so many digits, whichever they are. */
const SAFE_DIGITS = 15;
/** The longest whole number that Excel shows as it is where no format says so. */
const SHOWN_DIGITS = 11;

/**
 * Writes what follows the row number in `<c r="A1`, to the end of the cell, and answers the place behind it. The cell stands
 * from `start` to `end` as COPY's text format has it. It needs at most `CELL_BYTES` and 7 for each of its bytes.
 */
export type WriteCell = (target: Buffer, at: number, bytes: Buffer, start: number, end: number) => number;

type WriteText = (target: Buffer, at: number, text: string) => number;

/** Room for all that is not the cell's text. */
export const CELL_BYTES = 128;

type Options = {
  /** Told what became of the cell. */
  tell: (change: Change) => void;
  /** Called for a text that no cell holds; throws where it may not be cut. */
  onTooLong: () => void;
};

const INLINE = toBytes('" t="inlineStr"><is><t>');
const INLINE_SPACES = toBytes('" t="inlineStr"><is><t xml:space="preserve">');
const INLINE_END = toBytes('</t></is></c>');
const VALUE = toBytes('"><v>');
const VALUE_END = toBytes('</v></c>');
const BOOLEAN = toBytes('" t="b"><v>');
const LONG_INTEGER = toStyledValue(STYLE.longInteger);
const TIMES = {
  date: toStyledValue(STYLE.date),
  datetime: toStyledValue(STYLE.datetime),
  datetimeMs: toStyledValue(STYLE.datetimeMs),
  time: toStyledValue(STYLE.time),
  timeMs: toStyledValue(STYLE.timeMs),
};

function toStyledValue(style: number): Uint8Array {
  return toBytes(`" s="${style}"><v>`);
}

const EMPTY = toBytes('"/>');
const DOT = 0x2e;
const MINUS = 0x2d;
const BLANK = 0x20;

/** A SAS special missing value, `.A`, is an empty cell in a column of any type but text. */
export function createCellWriter(type: DataType, options: Options): WriteCell {
  const writeText = createTextWriter(options);
  if (type === 'string') return createPlainTextWriter(writeText);
  const write = createValueWriter(type, writeText, options);
  const isNumber = type === 'integer' || type === 'float' || type === 'decimal';
  const mostDigits = type === 'integer' ? SHOWN_DIGITS : SAFE_DIGITS;
  return (target, at, bytes, start, end) => {
    if (isNumber && end - start <= mostDigits && isPlainNumber(bytes, start, end)) {
      return put(target, copy(target, put(target, at, VALUE), bytes, start, end), VALUE_END);
    }
    // PostgreSQL prints a digit, a sign or a letter first.
    if (bytes[start] !== DOT) return write(target, at, readCell(bytes, start, end));
    options.tell('missing');
    return put(target, at, EMPTY);
  };
}

function createValueWriter(
  type: Exclude<DataType, 'string'>,
  writeText: WriteText,
  options: Options,
): WriteText {
  switch (type) {
    case 'boolean':
      return (target, at, text) =>
        put(target, putAscii(target, put(target, at, BOOLEAN), text === 'true' ? '1' : '0'), VALUE_END);
    case 'integer':
    case 'float':
    case 'decimal':
      return (target, at, text) => {
        if (isExcelNumber(text, type === 'float')) {
          const begin = type === 'integer' && text.length > SHOWN_DIGITS ? LONG_INTEGER : VALUE;
          return put(target, putAscii(target, put(target, at, begin), text), VALUE_END);
        }
        options.tell('number');
        return writeText(target, at, text);
      };
    case 'date':
    case 'time':
    case 'datetime':
      return (target, at, text) => {
        const time = toExcelTime(type, text);
        if (time !== undefined) {
          const place = put(target, at, TIMES[time.show]);
          return put(target, putAscii(target, place, String(time.serial)), VALUE_END);
        }
        options.tell('time');
        return writeText(target, at, text);
      };
  }
}

/** Digits that need no second look: with at most a sign and a point. */
function isPlainNumber(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if ((byte < 0x30 || byte > 0x39) && byte !== DOT && (byte !== MINUS || at > start)) return false;
  }
  return bytes[start] !== DOT && end > start;
}

function readCell(bytes: Buffer, start: number, end: number): string {
  return unescapeCell(bytes.toString('utf8', start, end));
}

function copy(target: Buffer, at: number, bytes: Buffer, start: number, end: number): number {
  let place = at;
  for (let from = start; from < end; from += 1) target[place++] = bytes[from] ?? 0;
  return place;
}

function createTextWriter({ tell, onTooLong }: Options): WriteText {
  return (target, at, whole) => {
    let text = whole;
    if (text.length > MOST_CHARACTERS) {
      onTooLong();
      tell('cut');
      text = cut(text, MOST_CHARACTERS);
    }
    if (countForbidden(text) > 0) tell('forbidden');
    const hasSpaces = text !== text.trim();
    const place = put(target, at, hasSpaces ? INLINE_SPACES : INLINE);
    return put(target, place + target.write(toXmlText(text), place), INLINE_END);
  };
}

/**
 * Bytes of UTF-8 that XML has as they are: neither control characters, what XML or its escapes give a meaning, nor what may
 * begin U+FFFE and U+FFFF.
 */
const IS_PLAIN = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= BLANK && byte !== 0x7f && byte !== 0xef && !'&<>_\\'.includes(String.fromCharCode(byte)) ? 1 : 0,
);

/** Copies texts that need no second look, as most. Where blanks of any script stand at an end is told from the string. */
function createPlainTextWriter(writeText: WriteText): WriteCell {
  const isEdge = (byte: number) => byte > BLANK && byte < 0x7f;
  return (target, at, bytes, start, end) => {
    const isShort = end - start <= MOST_CHARACTERS;
    if (!isShort || !isEdge(bytes[start] ?? 0) || !isEdge(bytes[end - 1] ?? 0)) {
      return writeText(target, at, readCell(bytes, start, end));
    }
    let place = put(target, at, INLINE);
    for (let from = start; from < end; from += 1) {
      const byte = bytes[from] ?? 0;
      if (IS_PLAIN[byte] !== 1) return writeText(target, at, readCell(bytes, start, end));
      target[place++] = byte;
    }
    return put(target, place, INLINE_END);
  };
}
