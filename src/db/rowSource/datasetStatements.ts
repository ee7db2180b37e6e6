import type { Column, DataScope } from '../../domain/dataset.ts';
import type { FieldFilter } from '../../domain/fieldSpec.ts';
import type { FieldDefinition, ReportDefinition } from '../../domain/reportDefinition.ts';
import type { Bindings } from './bindings.ts';
import { isNumber, toCondition, toSafeNumber } from './conditions.ts';
import { CONTEXT_COLUMNS, type ContextSource } from './contextColumns.ts';
import { quoteName, quoteText } from './quote.ts';
import type { RegisteredDataset, Registry } from './registry.ts';
import type { RowStatement } from './rowStatement.ts';
import type { SubjectTables } from './subjectTables.ts';

export type Scoped = {
  scope: DataScope;
  studyName: string | null;
  filters: readonly FieldFilter[];
  bindings: Bindings;
};

type OutputColumn = Column & { sql: string; missing?: string; from: ContextSource | 'own' };

/** One statement for each chosen dataset of the study, context columns first. */
export function toDatasetStatements(
  definition: ReportDefinition & { rows: { kind: 'datasets' } },
  { datasets, subjects }: Registry,
  scoped: Scoped,
): RowStatement[] {
  const chosen = datasets.filter((dataset) => isChosen(dataset, definition.fields, scoped.filters));
  return chosen.map((dataset) => toStatement(definition, { dataset, subjects }, scoped));
}

function isChosen(
  dataset: RegisteredDataset,
  fields: readonly FieldDefinition[],
  filters: readonly FieldFilter[],
): boolean {
  return filters.every((filter) => {
    const field = fields.find(({ name }) => name === filter.name);
    if (field?.filters !== 'dataset') return true;
    return filter.values.some((value) => value.toUpperCase() === dataset.name.toUpperCase());
  });
}

function toStatement(
  definition: ReportDefinition & { rows: { kind: 'datasets' } },
  { dataset, subjects }: { dataset: RegisteredDataset; subjects: SubjectTables },
  scoped: Scoped,
): RowStatement {
  const columns = toOutputColumns(dataset, definition.rows.contextColumns, scoped);
  const filtered: OutputColumn[] = [];
  const conditions = scoped.filters.flatMap((filter) => {
    const field = definition.fields.find(({ name }) => name === filter.name);
    if (field === undefined || typeof field.filters === 'string') return [];
    const wanted = field.filters.column.toUpperCase();
    const column = columns.find(({ name }) => name.toUpperCase() === wanted);
    // A dataset without the column has no row that matches.
    if (column === undefined) return ['false'];
    filtered.push(column);
    const isNumberInText = field.valuesFrom === 'visitNumber' && column.type === 'string';
    const operand = isNumberInText ? { sql: toSafeNumber(column.sql), type: 'decimal' as const } : column;
    return [toCondition(operand, filter, scoped.bindings)];
  });
  const where = conditions.length === 0 ? '' : ` where ${conditions.join(' and ')}`;
  const toSource = (read: readonly OutputColumn[]) =>
    `from clinical_data.${quoteName(dataset.tableName)} d${toJoins(dataset, read, subjects)}${where}`;
  return {
    name: dataset.name,
    label: dataset.label,
    columns,
    isTyped: true,
    prelude: '',
    source: toSource(columns),
    // A lookup never adds or removes a row, so a count needs only those that a filter looks at.
    countSource: toSource(filtered),
    // A count that looks at no column need not read the rows, only their key.
    ...(columns.some(({ missing }) => missing !== undefined) && { anyMissing: 'd."#missing"' }),
    order: 'order by d."#row"',
    tables: [`clinical_data.${quoteName(dataset.tableName)}`],
    imports: [{ dataset: dataset.name, ...dataset.importedFrom }],
  };
}

/** A name stands once: where the dataset has a context column itself, its own value stands in that column's place. */
function toOutputColumns(dataset: RegisteredDataset, withContext: boolean, scoped: Scoped): OutputColumn[] {
  const own = dataset.columns.map(({ columnName, specialMissing, ...column }): OutputColumn => ({
    ...column,
    sql: `d.${quoteName(columnName)}`,
    ...(column.type !== 'string' &&
      specialMissing !== false && { missing: `d."#missing" ->> ${quoteText(columnName)}` }),
    from: 'own',
  }));
  if (!withContext) return own;
  const isContext = (name: string) => CONTEXT_COLUMNS.some((context) => context.name === name.toUpperCase());
  const hasSubject = own.some(({ name }) => name.toUpperCase() === 'USUBJID');
  const hasVisit = hasSubject && own.some(({ name }) => name.toUpperCase() === 'VISITNUM');
  const context = CONTEXT_COLUMNS.map((column): OutputColumn => {
    const standing = own.find(({ name }) => name.toUpperCase() === column.name);
    if (standing !== undefined) return standing;
    const isKnown = column.from === 'visit' ? hasVisit : hasSubject;
    return {
      ...column,
      sql: isKnown ? toContextSql(column, scoped) : `null::${column.type === 'string' ? 'text' : 'integer'}`,
    };
  });
  return [...context, ...own.filter(({ name }) => !isContext(name))];
}

function toContextSql(
  column: { from: ContextSource; sql: string },
  { scope, studyName, bindings }: Scoped,
): string {
  if (column.from === 'tenant') return bindings.text(scope.tenantId);
  if (column.from === 'study') return bindings.text(studyName ?? scope.studyId ?? '');
  return column.sql;
}

/**
 * Both keys are unique, so that a lookup never makes a row two. LIMIT keeps the planner to one index lookup a row, which
 * it remembers, whatever its statistics say; as a plain join it may compare every row with every visit.
 */
function toJoins(
  dataset: RegisteredDataset,
  columns: readonly OutputColumn[],
  subjects: SubjectTables,
): string {
  const own = (name: string) => dataset.columns.find((column) => column.name.toUpperCase() === name);
  const subject = own('USUBJID');
  const visitNumber = own('VISITNUM');
  const isUsed = (alias: 's.' | 'v.') => columns.some(({ sql }) => sql.startsWith(alias));
  const usubjid = subject === undefined ? '' : toText(subject);
  const joins: string[] = [];
  if (isUsed('s.')) {
    joins.push(
      ` left join lateral (select * from ${subjects.subject} t where t.usubjid = ${usubjid} limit 1) s on true`,
    );
  }
  if (isUsed('v.') && visitNumber !== undefined) {
    joins.push(
      ` left join lateral (select * from ${subjects.visit} t where t.usubjid = ${usubjid} and t.visitnum = ${toVisitNumber(visitNumber)} limit 1) v on true`,
    );
  }
  return joins.join('');
}

/** As the importer keys visits: rounded to nine decimals; text that is no number has no visit. */
function toVisitNumber({ columnName, type }: { columnName: string; type: Column['type'] }): string {
  const sql = `d.${quoteName(columnName)}`;
  return `round(${isNumber(type) ? `${sql}::numeric` : toSafeNumber(sql)}, 9)`;
}

/** As the importer names subjects, also where a source holds them as numbers. */
function toText({ columnName, type }: { columnName: string; type: Column['type'] }): string {
  const sql = `d.${quoteName(columnName)}`;
  return type === 'string' ? sql : `${sql}::text`;
}
