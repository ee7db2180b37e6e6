import type { FieldFilter } from '../../domain/fieldSpec.ts';
import { findAncestors } from '../../domain/fieldParents.ts';
import type { FieldDefinition } from '../../domain/reportDefinition.ts';
import type { FieldValueQuery } from '../../jobs/ports.ts';
import { toIso } from './conditions.ts';
import type { RowStatement } from './rowStatement.ts';

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

const OWN = 'tenant_id = $1 and study_id = $2 and mode = $3';

/** What was chosen in the fields above one. */
export function findNarrowing(query: FieldValueQuery, field: FieldDefinition): FieldFilter[] {
  const names = findAncestors(query.definition.fields, field).map(({ name }) => name);
  return query.chosen.filter(({ name }) => names.includes(name));
}

/** The values of a field that the store's own tables know; undefined where only the report's rows do. */
export function toStoreStatement(query: FieldValueQuery, field: FieldDefinition): ValueStatement | undefined {
  const { tenantId, studyId, mode } = query.scope;
  const values: unknown[] = [tenantId, studyId, mode];
  if (toContextColumn(query, field) === 'TENANTID')
    return { text: 'select $1::text as value, $1::text as label', values: [tenantId] };
  const narrowed = findNarrowing(query, field).flatMap((filter) => {
    const above = query.definition.fields.find(({ name }) => name === filter.name);
    const column = above && toSubjectColumn(query, above);
    return column === undefined ? [] : [`${column} = any($${values.push([...filter.values])}::text[])`];
  });
  const subjects = [OWN, ...narrowed].join(' and ');
  const text = toText(query, field, { subjects, isNarrowed: narrowed.length > 0 });
  return text === undefined ? undefined : { text, values };
}

function toText(
  query: FieldValueQuery,
  field: FieldDefinition,
  { subjects, isNarrowed }: { subjects: string; isNarrowed: boolean },
): string | undefined {
  const visits = isNarrowed
    ? `${OWN} and usubjid in (select usubjid from clinical.subject where ${subjects})`
    : OWN;
  switch (field.valuesFrom) {
    case 'visit':
      return `select visit as value, visit as label from clinical.visit where ${visits} and visit <> '' group by visit order by min(visitnum), visit`;
    case 'visitNumber':
      return `select trim_scale(visitnum)::text as value, max(visit) as label from clinical.visit where ${visits} group by visitnum order by visitnum`;
    case 'dataset':
      return `select name as value, label from clinical.dataset where ${OWN} order by name collate "C"`;
    default: {
      const column = toSubjectColumn(query, field);
      if (column === undefined) return undefined;
      const label = column === 'siteid' ? 'max(sitename)' : column;
      return `select ${column} as value, ${label} as label from clinical.subject where ${subjects} and ${column} <> '' group by ${column} order by ${column} collate "C"`;
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
