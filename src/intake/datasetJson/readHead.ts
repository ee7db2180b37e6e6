import type { TextReader } from './createTextReader.ts';
import { findStringEnd, skipBlank } from './scanJson.ts';
import { scanValue } from './scanValue.ts';

type Fail = (problem: string) => never;

export type Member = { name: string; value: unknown } | { name: 'rows' } | 'end';

/** Takes one character that must stand here, after white space; answers which of those allowed it is. */
export function takeMark<M extends string>(reader: TextReader, marks: readonly M[], fail: Fail): Promise<M> {
  return reader.take(({ text }, start) => {
    const at = skipBlank(text, start);
    if (at === text.length) return undefined;
    const mark = marks.find((candidate) => candidate === text[at]);
    if (mark === undefined) return fail(`it is not JSON: ${marks.join(' or ')} was expected.`);
    return { value: mark, end: at + 1 };
  });
}

/** The next member of the outermost object, whose rows are left to be read; `isFirst` before any was taken. */
export async function takeMember(reader: TextReader, isFirst: boolean, fail: Fail): Promise<Member> {
  if (isFirst) {
    const isEmpty = await reader.take(({ text }, start) => {
      const at = skipBlank(text, start);
      return at === text.length ? undefined : { value: text[at] === '}', end: at };
    });
    if (isEmpty) await takeMark(reader, ['}'], fail);
    if (isEmpty) return 'end';
  } else if ((await takeMark(reader, [',', '}'], fail)) === '}') {
    return 'end';
  }
  const name = await takeName(reader, fail);
  await takeMark(reader, [':'], fail);
  if (name === 'rows') return { name };
  const value = await reader.take((window, start) => {
    const at = skipBlank(window.text, start);
    return at === window.text.length ? undefined : scanValue(window, at, fail);
  });
  return { name, value };
}

async function takeName(reader: TextReader, fail: Fail): Promise<string> {
  const name = await reader.take((window, start) => {
    const at = skipBlank(window.text, start);
    if (at === window.text.length) return undefined;
    if (window.text[at] !== '"') return fail('it is not JSON: the name of an attribute was expected.');
    return findStringEnd(window.text, at) === -1 ? undefined : scanValue(window, at, fail);
  });
  return typeof name === 'string' ? name : fail('it is not JSON: the name of an attribute was expected.');
}
