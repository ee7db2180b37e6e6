/** A piece of a SQL text. `word` is an unquoted name or keyword; `name` a quoted one, without its quotes. */
export type SqlPiece = {
  kind: 'word' | 'name' | 'parameter' | 'literal' | 'number' | 'symbol' | 'comment' | 'space';
  text: string;
  offset: number;
};

export type SqlFault = { offset: number; message: string };

/**
 * Cuts a SQL text into pieces by PostgreSQL's lexical rules (standard_conforming_strings on), so that a `:name` inside of a
 * string, a quoted name or a comment is no parameter and `::` stays a cast. The pieces joined are the text again.
 */
export function cutSql(sql: string): { pieces: SqlPiece[]; faults: SqlFault[] } {
  const pieces: SqlPiece[] = [];
  const faults: SqlFault[] = [];
  let offset = 0;
  while (offset < sql.length) {
    const { kind, end, fault } = readPiece(sql, offset);
    if (fault !== undefined) faults.push({ offset, message: fault });
    pieces.push({ kind, text: sql.slice(offset, end), offset });
    offset = end;
  }
  return { pieces, faults };
}

type Reading = { kind: SqlPiece['kind']; end: number; fault?: string };

type Rule = { kind: SqlPiece['kind']; shape: RegExp; fault?: string };

/** In this order: the first that fits is it. */
const RULES: readonly Rule[] = [
  { kind: 'space', shape: /\s+/y },
  { kind: 'comment', shape: /--[^\n\r]*/y },
  // A literal goes on, with its escapes, where only blanks with a line break stand between its parts.
  {
    kind: 'literal',
    shape:
      /[eE]'(?:[^'\\]|\\.|'')*'(?:(?:[ \t\f\v]|--[^\n\r]*)*[\n\r](?:\s|--[^\n\r]*[\n\r])*'(?:[^'\\]|\\.|'')*')*/sy,
  },
  { kind: 'literal', shape: /(?:[bBxXnN]|[uU]&)?'(?:[^']|'')*'/y },
  { kind: 'name', shape: /[uU]&"/y, fault: 'names with Unicode escapes (U&"…") are not allowed' },
  { kind: 'name', shape: /"(?:[^"]|"")+"/y },
  { kind: 'literal', shape: /(\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$).*?\1/sy },
  { kind: 'word', shape: /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y },
  { kind: 'number', shape: /\d[\w.]*|\.\d[\w.]*/y },
  { kind: 'symbol', shape: /::|:=/y },
  { kind: 'parameter', shape: /:[A-Za-z_]\w*/y },
];

const UNFINISHED: readonly { shape: RegExp; fault: string }[] = [
  { shape: /'/y, fault: 'a string is not closed' },
  { shape: /"/y, fault: 'a quoted name is not closed' },
  { shape: /\$\d/y, fault: 'parameters are named, like :SITEID' },
  { shape: /\$/y, fault: 'a dollar-quoted string is not closed' },
];

function readPiece(sql: string, offset: number): Reading {
  if (sql.startsWith('/*', offset)) return readBlockComment(sql, offset);
  for (const { kind, shape, fault } of RULES) {
    const end = matchAt(shape, sql, offset);
    if (end !== undefined) return { kind, end, ...(fault === undefined ? {} : { fault }) };
  }
  const unfinished = UNFINISHED.find(({ shape }) => matchAt(shape, sql, offset) !== undefined);
  if (unfinished !== undefined) return { kind: 'literal', end: sql.length, fault: unfinished.fault };
  return { kind: 'symbol', end: offset + 1 };
}

/** Block comments nest. */
function readBlockComment(sql: string, offset: number): Reading {
  const mark = /\/\*|\*\//g;
  mark.lastIndex = offset;
  let depth = 0;
  for (let found = mark.exec(sql); found !== null; found = mark.exec(sql)) {
    depth += found[0] === '/*' ? 1 : -1;
    if (depth === 0) return { kind: 'comment', end: mark.lastIndex };
  }
  return { kind: 'comment', end: sql.length, fault: 'a comment is not closed' };
}

function matchAt(shape: RegExp, sql: string, offset: number): number | undefined {
  shape.lastIndex = offset;
  return shape.test(sql) ? shape.lastIndex : undefined;
}
