import type { SqlPiece } from '../domain/sqlText.ts';
import { isName, toName } from './sqlName.ts';

/** Where PostgreSQL's own functions stand; what they show of others is refused by name. */
const CATALOG = 'pg_catalog';
const BEFORE_TABLE = ['from', 'join', 'table', 'lateral', 'only'];
const AFTER_TABLES = [
  ...['select', 'values', 'where', 'group', 'having', 'window', 'order', 'limit', 'offset', 'fetch', 'for'],
  ...['union', 'intersect', 'except'],
];

/** What stands between two brackets; the statement itself is the outermost. */
type Level = { isQuery: boolean; listsTables: boolean };

/**
 * The first name of a table or function outside of the datasets and of PostgreSQL's own: `a.b` where a table stands, `a.b()`,
 * `a.b.c`, or an `a.b` whose `a` never stands alone, as an alias or the name of a WITH does. Takes the statement's pieces
 * without blanks and comments.
 */
export function findForeignTable(code: readonly SqlPiece[]): SqlPiece | undefined {
  const tables = findTablePlaces(code);
  return code.find((piece, index) => {
    if (!isName(piece) || code[index - 1]?.text === '.' || code[index + 1]?.text !== '.') return false;
    if (tables.has(index)) return true;
    const name = toName(piece);
    if (name === CATALOG) return false;
    return /^[(.]$/.test(code[index + 3]?.text ?? '') || !code.some((_, at) => standsAlone(code, at, name));
  });
}

/** Where in the statement a table or a function in its place begins. */
function findTablePlaces(code: readonly SqlPiece[]): ReadonlySet<number> {
  const places = new Set<number>();
  const outer: Level[] = [];
  let level: Level = { isQuery: false, listsTables: false };
  let isTable = false;
  for (const [index, { kind, text }] of code.entries()) {
    const before = code[index - 1]?.text.toLowerCase();
    const isKeyword = kind === 'word' && before !== '.' && before !== 'as';
    const word = isKeyword ? text.toLowerCase() : '';
    if (isTable) places.add(index);
    const wasTable: boolean = isTable;
    isTable = false;
    if (text === '(') {
      outer.push(level);
      level = { isQuery: false, listsTables: wasTable };
      isTable = wasTable;
    } else if (text === ')') {
      level = outer.pop() ?? level;
    } else if (text === ',') {
      isTable = level.listsTables;
    } else if (word === 'from') {
      // Not so in `extract(year FROM …)`, where no SELECT is, and in `IS DISTINCT FROM`.
      isTable = (level.isQuery || level.listsTables) && before !== 'distinct';
      level.listsTables ||= isTable;
    } else if (BEFORE_TABLE.includes(word)) {
      isTable = true;
    } else if (AFTER_TABLES.includes(word)) {
      level.isQuery ||= word === 'select';
      level.listsTables = false;
    }
  }
  return places;
}

function standsAlone(code: readonly SqlPiece[], index: number, name: string): boolean {
  const piece = code[index];
  if (piece === undefined || !isName(piece) || toName(piece) !== name) return false;
  return code[index - 1]?.text !== '.' && code[index + 1]?.text !== '.';
}
