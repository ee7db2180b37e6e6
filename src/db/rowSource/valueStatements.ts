import type { FieldFilter } from '../../domain/fieldSpec.ts';
import { findAncestors } from '../../domain/fieldParents.ts';
import type { FieldDefinition } from '../../domain/reportDefinition.ts';
import type { FieldValueQuery } from '../../jobs/ports.ts';
import { toIso } from './conditions.ts';
import type { RowStatement } from './rowStatement.ts';
import type { SubjectTables } from './subjectTables.ts';

export type ValueStatement = { text: string; values: unknown[] };

/** Context columns that the store has for each subject, whatever dataset they are printed in. */
const SUBJECT_COLUMNS: Readonly<Record<string, string>> = {
  COUNTRY: 'country',
  SITEID: 'siteid',
  USUBJID: 'usubjid',
  INVID: 'invid',
  INVNAM: 'invnam',
  SCRNID: 'scrnid',
  SUBJID: 'subjid',
};
const SOURCE_COLUMNS = { country: 'country', site: 'siteid', subject: 'usubjid' } as const;

/** What was chosen in the fields above one. */
export function findNarrowing(query: FieldValueQuery, field: FieldDefinition): FieldFilter[] {
  const names = findAncestors(query.definition.fields, field).map(({ name }) => name);
  return query.chosen.filter(({ name }) => names.includes(name));
}

/** The values of a field that the store's own tables know; undefined where only the report's rows do. */
export function toStoreStatement(
  query: FieldValueQuery,
  field: FieldDefinition,
): ((subjects: SubjectTables) => ValueStatement) | undefined {
  const { tenantId, studyId, mode } = query.scope;
  if (toContextColumn(query, field) === 'TENANTID')
    return () => ({ text: 'select $1::text as value, $1::text as label', values: [tenantId] });
  if (field.valuesFrom === 'dataset') return () => ({ text: DATASETS, values: [tenantId, studyId, mode] });
  const values: unknown[] = [];
  const conditions = findNarrowing(query, field).flatMap((filter) => {
    const above = query.definition.fields.find(({ name }) => name === filter.name);
    const column = above && toSubjectColumn(query, above);
    return column === undefined ? [] : [`${column} = any($${values.push([...filter.values])}::text[])`];
  });
  const toText = toStoreText(query, field, conditions);
  return toText && ((subjects) => ({ text: toText(subjects), values }));
}

const DATASETS = /* sql */ `
  select name as value, label from clinical.dataset where tenant_id = $1 and study_id = $2 and mode = $3
  order by name collate "C"`;

function toStoreText(
  query: FieldValueQuery,
  field: FieldDefinition,
  conditions: readonly string[],
): ((subjects: SubjectTables) => string) | undefined {
  const isAsked = ['true', ...conditions].join(' and ');
  const toVisits = ({ subject, visit }: SubjectTables) =>
    conditions.length === 0
      ? `${visit} t where true`
      : `${visit} t where usubjid in (select usubjid from ${subject} t where ${isAsked})`;
  switch (field.valuesFrom) {
    case 'visit':
      return (subjects) =>
        `select visit as value, visit as label from ${toVisits(subjects)} and visit <> '' group by visit order by min(visitnum), visit`;
    case 'visitNumber':
      return (subjects) =>
        `select trim_scale(visitnum)::text as value, max(visit) as label from ${toVisits(subjects)} group by visitnum order by visitnum`;
    default: {
      const column = toSubjectColumn(query, field);
      if (column === undefined) return undefined;
      const label = column === 'siteid' ? 'max(sitename)' : column;
      return ({ subject }) =>
        `select ${column} as value, ${label} as label from ${subject} t where ${isAsked} and ${column} <> '' group by ${column} order by ${column} collate "C"`;
    }
  }
}

function toSubjectColumn(query: FieldValueQuery, field: FieldDefinition): string | undefined {
  const { valuesFrom } = field;
  if (valuesFrom === 'country' || valuesFrom === 'site' || valuesFrom === 'subject')
    return SOURCE_COLUMNS[valuesFrom];
  return SUBJECT_COLUMNS[toContextColumn(query, field) ?? ''];
}

/** The name of the column that a field filters, where the report's datasets begin with the context. */
function toContextColumn({ definition }: FieldValueQuery, { filters }: FieldDefinition): string | undefined {
  const hasContext = definition.rows.kind === 'datasets' && definition.rows.contextColumns;
  return hasContext && typeof filters === 'object' ? filters.column.toUpperCase() : undefined;
}

/** The values that a field has in the report's rows; undefined where no dataset has its column. */
export function toRowStatement(
  statements: readonly RowStatement[],
  field: FieldDefinition,
): ValueStatement | undefined {
  if (typeof field.filters === 'string') return undefined;
  const wanted = field.filters.column.toUpperCase();
  const selects = statements.flatMap((statement) => {
    const column = statement.columns.find(({ name }) => name.toUpperCase() === wanted);
    if (column === undefined) return [];
    return [
      `(${statement.prelude}select ${toIso(column)} as value ${statement.countSource ?? statement.source})`,
    ];
  });
  if (selects.length === 0) return undefined;
  const rows = selects.join(' union all ');
  return {
    text: `select value, value as label from (${rows}) r where value <> '' group by value order by value collate "C"`,
    values: [],
  };
}
