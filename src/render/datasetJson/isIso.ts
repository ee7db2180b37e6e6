import { isDigit } from '../json/numbers.ts';

const DIGIT = 0x30;
const POINT = 0x2e;
const SHAPES = {
  date: Buffer.from('0000-00-00'),
  time: Buffer.from('00:00:00'),
  datetime: Buffer.from('0000-00-00T00:00:00'),
};

/** Whether a moment as PostgreSQL prints it, in bytes from `start` to `end`, has the shape of ISO 8601 with four digits of a year; seconds may have a fraction. */
export function isIso(
  type: 'date' | 'time' | 'datetime',
  bytes: Uint8Array,
  start: number,
  end: number,
): boolean {
  const shape = SHAPES[type];
  const whole = start + shape.length;
  if (end < whole) return false;
  for (let index = 0; index < shape.length; index++) {
    const expected = shape[index];
    const byte = bytes[start + index] ?? 0;
    if (expected === DIGIT ? !isDigit(byte) : byte !== expected) return false;
  }
  if (end === whole) return true;
  return type !== 'date' && bytes[whole] === POINT && isFraction(bytes, whole + 1, end);
}

function isFraction(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!isDigit(bytes[at] ?? 0)) return false;
  return end > start;
}
