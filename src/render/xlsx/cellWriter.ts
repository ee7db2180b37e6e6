import type { DataType } from '../../domain/dataset.ts';
import { put, putAscii, toBytes } from '../bytes.ts';
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
 * Writes what follows the row number in `<c r="A1`, to the end of the cell, and answers the place behind it. It needs at
 * most `CELL_BYTES` and 7 for each UTF-16 unit of the text.
 */
export type WriteCell = (target: Buffer, at: number, text: string) => number;

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

/** A SAS special missing value, `.A`, is an empty cell in a column of any type but text. */
export function createCellWriter(type: DataType, options: Options): WriteCell {
  const writeText = createTextWriter(options);
  if (type === 'string') return writeText;
  const write = createValueWriter(type, writeText, options);
  return (target, at, text) => {
    // PostgreSQL prints a digit, a sign or a letter first.
    if (text.charCodeAt(0) !== DOT) return write(target, at, text);
    options.tell('missing');
    return put(target, at, EMPTY);
  };
}

function createValueWriter(
  type: Exclude<DataType, 'string'>,
  writeText: WriteCell,
  options: Options,
): WriteCell {
  switch (type) {
    case 'boolean':
      return (target, at, text) =>
        put(target, putAscii(target, put(target, at, BOOLEAN), text === 'true' ? '1' : '0'), VALUE_END);
    case 'integer':
    case 'float':
    case 'decimal':
      return (target, at, text) => {
        if (isPlainNumber(text) || isExcelNumber(text, type === 'float')) {
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

/** Digits that need no second look: few, with at most a sign and a point. */
function isPlainNumber(text: string): boolean {
  if (text.length > SAFE_DIGITS || text.length === 0) return false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if ((code < 0x30 || code > 0x39) && code !== 0x2e && (code !== 0x2d || index > 0)) return false;
  }
  return true;
}

/** Printable ASCII without what XML or its escapes give a meaning. */
const IS_PLAIN = Uint8Array.from({ length: 128 }, (_, code) =>
  code >= 0x20 && code < 0x7f && !'&<>_'.includes(String.fromCharCode(code)) ? 1 : 0,
);
const BLANK = 0x20;

function createTextWriter({ tell, onTooLong }: Options): WriteCell {
  function writeAny(target: Buffer, at: number, whole: string): number {
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
  }

  return (target, at, text) => {
    if (text.length > MOST_CHARACTERS || text.charCodeAt(0) <= BLANK) return writeAny(target, at, text);
    if (text.charCodeAt(text.length - 1) <= BLANK) return writeAny(target, at, text);
    let place = put(target, at, INLINE);
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code > 0x7f || IS_PLAIN[code] !== 1) return writeAny(target, at, text);
      target[place] = code;
      place += 1;
    }
    return put(target, place, INLINE_END);
  };
}
