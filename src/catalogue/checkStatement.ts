import type { ReportDefinition } from '../domain/reportDefinition.ts';
import { cutSql, type SqlFault, type SqlPiece } from '../domain/sqlText.ts';
import { findForeignTable } from './findForeignTable.ts';
import { isName, toName } from './sqlName.ts';

const PARAMETER = /^[A-Za-z_]\w*$/;
/** PostgreSQL's own that show other sessions, tables or files, run a text as SQL, or change a setting. */
const BARRED =
  /^(pg_.*|(query|cursor|table|schema|database)_to_xml.*|dblink.*|lo_.*|loread|lowrite|ts_stat|ts_rewrite|set_config)$/;
const HARMLESS = ['pg_catalog', 'pg_typeof', 'pg_input_is_valid', 'pg_input_error_info'];
const SCOPE = ['tenantId', 'studyId', 'mode'];
/** What a report of a study may read without naming a dataset: the study's subjects and their visits. */
const OF_STUDY = ['subject', 'visit'];

/** What is wrong with the statement of a SQL definition; offsets count characters of the statement. */
export function checkStatement(definition: ReportDefinition): SqlFault[] {
  const { rows, level, fields } = definition;
  if (rows.kind !== 'sql') return [];
  const { pieces, faults } = cutSql(rows.statement);
  const code = pieces.filter(({ kind }) => kind !== 'space' && kind !== 'comment');
  const scope = level === 'study' ? SCOPE : SCOPE.slice(0, 1);
  return [
    ...faults,
    ...checkShape(code),
    ...checkParameters(code, [
      ...scope,
      ...fields.map(({ name }) => name).filter((name) => PARAMETER.test(name)),
    ]),
    ...checkNames(code),
    ...checkScope(code, scope, [...Object.keys(rows.datasets), ...(level === 'study' ? OF_STUDY : [])]),
  ];
}

/** One SELECT that can stand in brackets. */
function checkShape(code: readonly SqlPiece[]): SqlFault[] {
  const faults: SqlFault[] = [];
  const first = code[0];
  if (first?.kind !== 'word' || !/^(select|with)$/i.test(first.text)) {
    faults.push({ offset: first?.offset ?? 0, message: 'the statement must be one SELECT or WITH … SELECT' });
  }
  let depth = 0;
  for (const { kind, text, offset } of code) {
    if (kind !== 'symbol') continue;
    if (text === ';')
      faults.push({ offset, message: 'the statement must be a single one, without a semicolon' });
    if (text === '(') depth += 1;
    if (text === ')') depth -= 1;
    if (depth < 0) {
      faults.push({ offset, message: 'a bracket is closed that was not opened' });
      depth = 0;
    }
  }
  if (depth > 0) faults.push({ offset: 0, message: 'a bracket is not closed' });
  return faults;
}

function checkParameters(code: readonly SqlPiece[], allowed: readonly string[]): SqlFault[] {
  return code
    .filter(({ kind, text }) => kind === 'parameter' && !allowed.includes(text.slice(1)))
    .map(({ text, offset }) => ({
      offset,
      message: `unknown parameter ${text}; allowed: ${allowed.map((name) => `:${name}`).join(', ')}`,
    }));
}

/** With these no scope would help. */
function checkNames(code: readonly SqlPiece[]): SqlFault[] {
  return code
    .filter((piece) => isName(piece) && BARRED.test(toName(piece)) && !HARMLESS.includes(toName(piece)))
    .map(({ text, offset }) => ({
      offset,
      message: `${text} is not allowed: it reaches beyond the job's data`,
    }));
}

/** A statement that reads tables by their own names must keep to the job's tenant, study and mode by itself. */
function checkScope(
  code: readonly SqlPiece[],
  scope: readonly string[],
  offered: readonly string[],
): SqlFault[] {
  const foreign = findForeignTable(code);
  const readsOffered = code.some((piece) => isName(piece) && offered.includes(toName(piece)));
  if (readsOffered && foreign === undefined) return [];
  const missing = scope.filter(
    (name) => !code.some(({ kind, text }) => kind === 'parameter' && text === `:${name}`),
  );
  if (missing.length === 0) return [];
  const list = missing.map((name) => `:${name}`).join(', ');
  return [
    {
      offset: foreign?.offset ?? 0,
      message: `a statement that reads other tables than its datasets must use ${list}`,
    },
  ];
}
