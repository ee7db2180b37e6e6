import pg from 'pg';

/** A statement whose `in (…)` reads a list from the transaction's settings, with the values written into it instead. */
export function writeListOut(statement: string, values: readonly string[]): string {
  const begin = statement.search(/(?<=\bin\s*)\((?=[^)]*\bcurrent_setting\()/i);
  if (begin < 0) throw new Error('The statement reads no list of values.');
  const list = values.map((value) => pg.escapeLiteral(value)).join(', ');
  return `${statement.slice(0, begin)}(${list})${statement.slice(findEnd(statement, begin))}`;
}

/** Behind the parenthesis that closes the one at `begin`. */
function findEnd(statement: string, begin: number): number {
  let depth = 0;
  for (let at = begin; at < statement.length; at++) {
    if (statement[at] === '(') depth++;
    if (statement[at] === ')' && --depth === 0) return at + 1;
  }
  throw new Error('The statement has a parenthesis that nothing closes.');
}
