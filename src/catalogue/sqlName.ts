import type { SqlPiece } from '../domain/sqlText.ts';

export function isName({ kind }: SqlPiece): boolean {
  return kind === 'word' || kind === 'name';
}

/** A name as PostgreSQL looks it up. */
export function toName({ kind, text }: SqlPiece): string {
  return kind === 'name' ? text.slice(1, -1).replaceAll('""', '"') : text.toLowerCase();
}
