import type pg from 'pg';

import { AppError } from '../../domain/errors.ts';
import { describeValues } from '../../domain/describeValues.ts';
import type { FieldFilter } from '../../domain/fieldSpec.ts';
import type { FieldDefinition } from '../../domain/reportDefinition.ts';
import type { QueryPlan, RowQuery } from '../../jobs/ports.ts';
import { beginMoment } from './beginMoment.ts';
import { toSafeNumber } from './conditions.ts';
import type { Registry } from './registry.ts';
import { type RowStatement, toSelect } from './rowStatement.ts';
import { singleStatement } from './singleStatement.ts';
import type { SubjectTables } from './subjectTables.ts';

type Source = NonNullable<FieldDefinition['valuesFrom']>;

const NOUNS: Readonly<Record<Source, string>> = {
  site: 'a site',
  country: 'a country',
  subject: 'a subject',
  visit: 'a visit',
  visitNumber: 'a visit number',
  dataset: 'a dataset',
};

const SUBJECT_COLUMNS: Readonly<Record<'site' | 'country' | 'subject', string>> = {
  site: 'siteid',
  country: 'country',
  subject: 'usubjid',
};

/**
 * Checks what only the data can tell, and says the filters as a person reads them. Throws STUDY_NOT_FOUND, DATASET_NOT_FOUND
 * or UNKNOWN_VALUES, which names fields and positions, never values.
 */
export async function resolveQuery(client: pg.Client, query: RowQuery): Promise<QueryPlan> {
  const { statements, ...registry } = await beginMoment(client, query);
  const problems: string[] = [];
  const header: { label: string; text: string }[] = [];
  for (const filter of query.filters) {
    const field = query.definition.fields.find(({ name }) => name === filter.name);
    if (field === undefined) continue;
    const known = await findKnown(client, { field, filter, registry });
    const missing = filter.values.flatMap((value, index) => (known.has(value) ? [] : [index + 1]));
    if (field.valuesFrom !== undefined && missing.length > 0)
      problems.push(describeMissing(filter, field.valuesFrom, missing));
    header.push({ label: field.label, text: describeFilter(filter, known) });
  }
  if (problems.length > 0) throw new AppError('UNKNOWN_VALUES', { details: problems.join(' ') });
  return { filters: query.filters, header, estimatedRows: await estimateRows(client, statements) };
}

type Asked = { field: FieldDefinition; filter: FieldFilter; registry: Registry };

/** The values that exist, each with what a person calls it. */
async function findKnown(
  client: pg.Client,
  { field, filter, registry }: Asked,
): Promise<Map<string, string>> {
  const isRange = filter.type !== 'list' && filter.type !== 'string';
  const valuesFrom = isRange ? undefined : field.valuesFrom;
  if (valuesFrom === undefined) return new Map(filter.values.map((value) => [value, value]));
  if (valuesFrom === 'dataset') {
    const named = filter.values.flatMap((value) => {
      const dataset = registry.datasets.find(({ name }) => name.toUpperCase() === value.toUpperCase());
      return dataset === undefined
        ? []
        : [[value, dataset.label === '' ? dataset.name : `${dataset.name} – ${dataset.label}`] as const];
    });
    return new Map(named);
  }
  const { rows } = await client.query<{ value: string; name: string | null }>(
    toKnownSql(valuesFrom, registry.subjects),
    [filter.values],
  );
  return new Map(
    rows.map(({ value, name }) => [value, name === null || name === '' ? value : `${value} – ${name}`]),
  );
}

/** Which of the given values ($1) exist, with a name for those that have one. */
function toKnownSql(source: Exclude<Source, 'dataset'>, { subject, visit }: SubjectTables): string {
  const known = (rows: string, column: string, name = 'null::text') =>
    `select ${column} as value, ${name} as name from ${rows} t
     where ${column} in (select unnest($1::text[])) group by ${column}`;
  switch (source) {
    case 'visit':
      return known(visit, 'visit');
    case 'visitNumber':
      return `select v as value, null::text as name from unnest($1::text[]) v where v = '' or exists (
        select from ${visit} t where visitnum = round(${toSafeNumber('v')}, 9))`;
    case 'site':
      return known(subject, SUBJECT_COLUMNS.site, 'max(sitename)');
    case 'country':
    case 'subject':
      return known(subject, SUBJECT_COLUMNS[source]);
  }
}

const MOST_POSITIONS = 20;

function describeMissing(filter: FieldFilter, source: Source, missing: readonly number[]): string {
  const shown = missing.slice(0, MOST_POSITIONS).join(', ');
  const more = missing.length > MOST_POSITIONS ? ` and ${missing.length - MOST_POSITIONS} more` : '';
  const values = missing.length === 1 ? `value ${shown}` : `values ${shown}${more}`;
  return `${filter.name}: ${values} of ${filter.values.length} ${missing.length === 1 ? 'is' : 'are'} not ${NOUNS[source]} of this study.`;
}

function describeFilter(filter: FieldFilter, known: ReadonlyMap<string, string>): string {
  return describeValues(
    filter.type,
    filter.values.map((value) => known.get(value) ?? value),
  );
}

async function estimateRows(client: pg.Client, statements: readonly RowStatement[]): Promise<number> {
  let total = 0;
  for (const statement of statements) total += await estimateStatement(client, statement);
  return total;
}

async function estimateStatement(client: pg.Client, statement: RowStatement): Promise<number> {
  const { rows } = await client.query<{ 'QUERY PLAN': readonly { Plan: { 'Plan Rows': number } }[] }>(
    singleStatement(`explain (format json) ${toSelect(statement, { distinguishNull: true })}`),
  );
  return rows[0]?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? 0;
}
