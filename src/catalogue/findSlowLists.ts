import type { ReportDefinition } from '../domain/reportDefinition.ts';
import { cutSql } from '../domain/sqlText.ts';

export type SlowList = { parameter: string; line: number };

/**
 * Where a statement compares with `any (:FIELD)`, which PostgreSQL does element by element for every row; lines count the
 * statement's, from 1.
 */
export function findSlowLists({ rows }: ReportDefinition): SlowList[] {
  if (rows.kind !== 'sql') return [];
  const code = cutSql(rows.statement).pieces.filter(({ kind }) => kind !== 'space' && kind !== 'comment');
  return code.flatMap(({ kind, text, offset }, index) => {
    const [bracket, parameter] = code.slice(index + 1);
    const isAny = kind === 'word' && /^any$/i.test(text) && bracket?.text === '(';
    if (!isAny || parameter?.kind !== 'parameter') return [];
    return [{ parameter: parameter.text, line: rows.statement.slice(0, offset).split('\n').length }];
  });
}
