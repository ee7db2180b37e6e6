import type { Scanned, TextWindow } from './createTextReader.ts';
import { findStringEnd } from './scanJson.ts';

const MOST_DEPTH = 32;
/** Some thousand columns with all that can be said of them. */
const MOST_CHARACTERS = 8 * 1024 * 1024;

type Fail = (problem: string) => never;

/** Any JSON value that is small enough to be held; undefined where the window ends inside of it. */
export function scanValue(
  { text, isDamaged }: TextWindow,
  start: number,
  fail: Fail,
): Scanned<unknown> | undefined {
  const end = findValueEnd(text, start, fail);
  if ((end === -1 ? text.length : end) - start > MOST_CHARACTERS)
    fail('an attribute of more than 8 Mi characters.');
  if (end === -1) return undefined;
  const slice = text.slice(start, end);
  if (isDamaged && slice.includes('\uFFFD')) fail('bytes that are not UTF-8.');
  try {
    return { value: JSON.parse(slice), end };
  } catch {
    return fail('an attribute that is not JSON.');
  }
}

/** The place behind the value, or -1 where the text ends before that is known. */
function findValueEnd(text: string, start: number, fail: Fail): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    switch (text[at]) {
      case '"': {
        const end = findStringEnd(text, at);
        if (end === -1 || depth === 0) return end;
        at = end - 1;
        break;
      }
      case '{':
      case '[':
        depth += 1;
        if (depth > MOST_DEPTH) fail(`attributes within each other more than ${MOST_DEPTH} deep.`);
        break;
      case '}':
      case ']':
        if (depth === 0) return at;
        depth -= 1;
        if (depth === 0) return at + 1;
        break;
      case ',':
        if (depth === 0) return at;
        break;
      default:
    }
  }
  return -1;
}
