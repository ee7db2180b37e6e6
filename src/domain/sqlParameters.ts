import { cutSql } from './sqlText.ts';

export type SqlPart = { text: string } | { parameter: string };

/**
 * A statement as its texts and, between them, the names of its parameters (`:SITEID` gives `SITEID`). What stands in
 * strings, quoted names and comments is text, and so is a cast (`::text`).
 */
export function splitSqlParameters(statement: string): SqlPart[] {
  const parts: SqlPart[] = [];
  let text = '';
  for (const piece of cutSql(statement).pieces) {
    if (piece.kind !== 'parameter') {
      text += piece.text;
      continue;
    }
    if (text !== '') parts.push({ text });
    parts.push({ parameter: piece.text.slice(1) });
    text = '';
  }
  if (text !== '') parts.push({ text });
  return parts;
}
