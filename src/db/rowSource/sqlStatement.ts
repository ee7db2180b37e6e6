import { AppError } from '../../domain/errors.ts';
import type { Column } from '../../domain/dataset.ts';
import type { ReportDefinition } from '../../domain/reportDefinition.ts';
import { splitSqlParameters } from '../../domain/sqlParameters.ts';
import { isNumber, type Operand, toCondition, toSafeBoolean, toSafeNumber } from './conditions.ts';
import type { Scoped } from './datasetStatements.ts';
import { quoteName } from './quote.ts';
import type { RegisteredDataset, Registry } from './registry.ts';
import type { RowStatement } from './rowStatement.ts';
import type { SubjectTables } from './subjectTables.ts';

type SqlDefinition = ReportDefinition & { rows: { kind: 'sql' } };

/**
 * The definition's statement over its named datasets, and over `subject` and `visit`, filtered and ordered from outside.
 * Throws DATASET_NOT_FOUND, naming the datasets that the study lacks.
 */
export function toSqlStatement(
  definition: SqlDefinition,
  { datasets, subjects }: Registry,
  scoped: Scoped,
): RowStatement {
  const { rows } = definition;
  const inputs = findInputs(rows.datasets, datasets);
  const columns = rows.columns.map(toOutputColumn);
  const conditions = scoped.filters.flatMap((filter) => {
    const field = definition.fields.find(({ name }) => name === filter.name);
    if (field === undefined || typeof field.filters === 'string') return [];
    const wanted = field.filters.column.toUpperCase();
    const column = columns.find(({ name }) => name.toUpperCase() === wanted);
    return column === undefined ? [] : [toCondition(toOperand(column), filter, scoped.bindings)];
  });
  const source = `from (${bindParameters(definition, scoped)}\n) r`;
  return {
    name: definition.name,
    label: definition.name,
    columns,
    isTyped: false,
    prelude: `with ${[...toSubjectInputs(subjects, inputs), ...inputs.map(toInput)].join(', ')} `,
    source: conditions.length === 0 ? source : `${source} where ${conditions.join(' and ')}`,
    order: toOrder(rows, columns),
    tables: inputs.map(({ dataset }) => `clinical_data.${quoteName(dataset.tableName)}`),
    imports: inputs.map(({ dataset }) => ({ dataset: dataset.name, ...dataset.importedFrom })),
  };
}

type OutputColumn = Column & { sql: string };

/**
 * What the statement yields may be of another type than the definition says: a CSV import is all text. Text that stands
 * for anything else is missing where it is empty.
 */
function toOutputColumn(column: Column): OutputColumn {
  const sql = `(r.${quoteName(column.name.toLowerCase())})::text`;
  return { ...column, sql: column.type === 'string' ? sql : `nullif(${sql}, '')` };
}

function toOperand({ sql, type }: OutputColumn): Operand {
  if (isNumber(type)) return { sql: toSafeNumber(sql), type: 'decimal' };
  return { sql: type === 'boolean' ? toSafeBoolean(sql) : sql, type };
}

type Input = { alias: string; dataset: RegisteredDataset };

function findInputs(
  wanted: SqlDefinition['rows']['datasets'],
  datasets: readonly RegisteredDataset[],
): Input[] {
  const found = Object.entries(wanted).map(([alias, name]) => ({
    ...{ alias, name },
    dataset: datasets.find((dataset) => dataset.name.toUpperCase() === name.toUpperCase()),
  }));
  const missing = found.filter(({ dataset }) => dataset === undefined).map(({ name }) => name);
  if (missing.length > 0)
    throw new AppError('DATASET_NOT_FOUND', { details: `Missing: ${missing.join(', ')}.` });
  return found.flatMap(({ alias, dataset }) => (dataset === undefined ? [] : [{ alias, dataset }]));
}

function toInput({ alias, dataset }: Input): string {
  const columns = dataset.columns.map(({ columnName }) => quoteName(columnName)).join(', ');
  return `${quoteName(alias.toLowerCase())} as not materialized (select ${columns} from clinical_data.${quoteName(dataset.tableName)})`;
}

/** An alias of the definition goes before the name of ours. */
function toSubjectInputs({ subject, visit }: SubjectTables, inputs: readonly Input[]): string[] {
  return Object.entries({ subject, visit })
    .filter(([name]) => !inputs.some(({ alias }) => alias.toLowerCase() === name))
    .map(([name, rows]) => `${name} as not materialized (select * from ${rows} t)`);
}

/** `:tenantId`, `:studyId` and `:mode` are texts, a field is a text[] or null; nothing of them becomes SQL. */
function bindParameters({ rows, fields }: SqlDefinition, { scope, filters, bindings }: Scoped): string {
  const own = new Map([
    ['tenantId', scope.tenantId],
    ['studyId', scope.studyId],
    ['mode', scope.mode],
  ]);
  const bind = (name: string): string => {
    if (own.has(name)) return own.get(name) == null ? 'null::text' : bindings.text(own.get(name) ?? '');
    const field = fields.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
    const filter = filters.find((candidate) => candidate.name === field?.name);
    const isText = filter?.type === 'string' || filter?.type === 'list';
    return bindings.array(filter?.values.map((value) => (value === '' && !isText ? null : value)));
  };
  const parts = splitSqlParameters(rows.statement);
  return parts.map((part) => ('text' in part ? part.text : bind(part.parameter))).join('');
}

/**
 * As the definition states, numbers by value; the remaining columns break ties as text, so that the same rows always stand
 * in the same order.
 */
function toOrder({ orderBy }: SqlDefinition['rows'], columns: readonly OutputColumn[]): string {
  const stated = orderBy.flatMap(({ column, descending }) => {
    const found = columns.find(({ name }) => name.toUpperCase() === column.toUpperCase());
    return found === undefined ? [] : [{ ...found, descending }];
  });
  const terms = [
    ...stated.map(({ sql, type, descending }) => {
      const term = isNumber(type) ? toSafeNumber(sql) : `${sql} collate "C"`;
      return descending ? `${term} desc` : term;
    }),
    ...columns.map(({ sql }) => `${sql} collate "C"`),
  ];
  return terms.length === 0 ? '' : `order by ${terms.join(', ')}`;
}
