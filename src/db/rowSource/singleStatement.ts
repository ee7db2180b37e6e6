import type pg from 'pg';

/**
 * A statement sent by the extended protocol, which takes one alone: what a definition has behind a semicolon is refused
 * before any of it runs.
 */
export function singleStatement(text: string): pg.QueryConfig & { queryMode: 'extended' } {
  return { text, queryMode: 'extended' };
}
