import type { ReportDefinition } from '../domain/reportDefinition.ts';
import { cutSql, type SqlFault, type SqlPiece } from '../domain/sqlText.ts';

const SCHEMAS = ['clinical', 'clinical_data', 'public', 'information_schema'];
const PARAMETER = /^[A-Za-z_]\w*$/;
const SCOPE = ['tenantId', 'studyId', 'mode'];

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
    ...checkScope(code, { scope, hasDatasets: Object.keys(rows.datasets).length > 0 }),
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

/** A statement that reads tables by their own names must keep to the job's tenant, study and mode by itself. */
function checkScope(
  code: readonly SqlPiece[],
  { scope, hasDatasets }: { scope: readonly string[]; hasDatasets: boolean },
): SqlFault[] {
  const foreign = code.find((_, index) => isForeignTable(code, index));
  if (hasDatasets && foreign === undefined) return [];
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

/** `FROM a.b` and `JOIN a.b`, but not `IS DISTINCT FROM ae.x`; and wherever a schema of ours is named. */
function isForeignTable(code: readonly SqlPiece[], index: number): boolean {
  const piece = code[index];
  if (piece === undefined || !isName(piece) || code[index + 1]?.text !== '.') return false;
  const schema = toName(piece);
  if (SCHEMAS.includes(schema)) return true;
  const before = code[index - 1];
  const keyword = before?.text.toLowerCase() === 'only' ? code[index - 2] : before;
  if (keyword?.kind !== 'word' || !/^(from|join)$/i.test(keyword.text)) return false;
  return !code.some((other, at) => isName(other) && toName(other) === schema && isAlone(code, at));
}

/** A dataset's alias or a table's other name stands alone somewhere; a schema never does. */
function isAlone(code: readonly SqlPiece[], index: number): boolean {
  return code[index - 1]?.text !== '.' && code[index + 1]?.text !== '.';
}

function toName({ kind, text }: SqlPiece): string {
  return kind === 'name' ? text.slice(1, -1).replaceAll('""', '"') : text.toLowerCase();
}

function isName({ kind }: SqlPiece): boolean {
  return kind === 'word' || kind === 'name';
}
