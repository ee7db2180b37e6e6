import type { Scanned } from './createTextReader.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const CARE = /[\\\u0000-\u001f]/;
const HALF_PAIR = /\p{Cs}/u;

/** A scalar as it stands: a number keeps its digits. */
export type Scalar =
  | { kind: 'string' | 'number'; text: string }
  | { kind: 'boolean'; text: 'true' | 'false' }
  | { kind: 'null' };

type Fail = (problem: string) => never;

/** Where the first character stands that is no JSON white space. */
export function skipBlank(text: string, start: number): number {
  let at = start;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) break;
  }
  return at;
}

/** The place behind the closing quote of the string that opens at `start`, or -1. */
export function findStringEnd(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let escapes = 0;
    while (text.charCodeAt(quote - 1 - escapes) === BACKSLASH) escapes += 1;
    if (escapes % 2 === 0) return quote + 1;
  }
  return -1;
}

/** The string, number, true, false or null at `at`; undefined where the text may end inside of it. */
export function scanScalar(text: string, at: number, fail: Fail): Scanned<Scalar> | undefined {
  if (text.charCodeAt(at) === QUOTE) {
    const end = findStringEnd(text, at);
    if (end === -1) return undefined;
    return { value: { kind: 'string', text: toText(text.slice(at + 1, end - 1), fail) }, end };
  }
  if (text[at] === '[' || text[at] === '{') fail('a list or an object where a value belongs.');
  let end = at;
  while (end < text.length && !isDelimiter(text.charCodeAt(end))) end += 1;
  if (end === text.length) return undefined;
  return { value: toScalar(text.slice(at, end), fail), end };
}

const isDelimiter = (code: number): boolean =>
  code <= 0x20 || code === 0x2c || code === 0x5d || code === 0x7d;

function toScalar(word: string, fail: Fail): Scalar {
  if (word === 'null') return { kind: 'null' };
  if (word === 'true' || word === 'false') return { kind: 'boolean', text: word };
  if (!NUMBER.test(word)) fail('a value that is not JSON.');
  return { kind: 'number', text: word };
}

/** What stands between the quotes, its escapes replaced. */
function toText(content: string, fail: Fail): string {
  if (!CARE.test(content)) return content;
  let text = '';
  try {
    text = JSON.parse(`"${content}"`) as string;
  } catch {
    fail('a string with a control character or an escape that JSON does not have.');
  }
  if (HALF_PAIR.test(text)) fail('half of a surrogate pair, which no text may hold.');
  return text;
}
