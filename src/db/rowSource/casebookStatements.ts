import type { CasebookForm } from '../../domain/casebook.ts';
import type { Moment } from './beginMoment.ts';
import { isNumber, toSafeNumber } from './conditions.ts';
import { quoteName } from './quote.ts';
import type { RegisteredDataset } from './registry.ts';
import { type RowStatement, toCell } from './rowStatement.ts';

/** A row that is nobody's stands in no casebook. */
const HAS_SUBJECT = `s <> ''`;

/** `<ItemData ItemOID="IT.…" Value="…"/>` and the like, without the names and the value. */
const TAG_BYTES = 40;

/** A dataset that has subjects, and the statement that a report over it sends. */
export type FormSource = { dataset: RegisteredDataset; statement: RowStatement };

export function findFormSources({ datasets, statements }: Moment): FormSource[] {
  return statements.flatMap((statement) => {
    const dataset = datasets.find(({ name }) => name === statement.name);
    return dataset !== undefined && findColumn(dataset, 'USUBJID') !== undefined
      ? [{ dataset, statement }]
      : [];
  });
}

export function toForm({ dataset }: FormSource): CasebookForm {
  const columns = dataset.columns.map(({ columnName: _, ...column }) => column);
  return { name: dataset.name, label: dataset.label, columns };
}

/** Subject, visit number or null, and position of the form, of every row that is asked for. */
export function toKeysSql(sources: readonly FormSource[]): string {
  const selects = sources.map((source, form) => `select ${toKeys(source, form)} ${toSource(source)}`);
  return `select s, v, f from (${selects.join(' union all ')}) r where ${HAS_SUBJECT}`;
}

/** About as many bytes as the rows become as ODM: their texts, and a tag with its attributes for every row and cell. */
export function toBytesSql(sources: readonly FormSource[]): string {
  const selects = sources.map((source, form) => {
    const { name, columns } = source.dataset;
    const tags = columns.reduce(
      (sum, column) => sum + TAG_BYTES + name.length + column.name.length,
      TAG_BYTES,
    );
    return `select ${toKeys(source, form)}, ${tags} + octet_length(d::text) as bytes ${toSource(source)}`;
  });
  return `select coalesce(sum(bytes), 0) as bytes from (${selects.join(' union all ')}) r where ${HAS_SUBJECT}`;
}

/** All rows, in the order of a casebook, each with its cells as a list of texts. */
export function toRowsSql(sources: readonly FormSource[]): string {
  const selects = sources.map((source, form) => {
    const cells = source.dataset.columns.map(
      (column) =>
        `(${toCell({ ...column, sql: `d.${quoteName(column.columnName)}` }, { distinguishNull: true })})::text`,
    );
    return `select ${toKeys(source, form)}, d."#row" as n, array[${cells.join(', ')}]::text[] as c ${toSource(source)}`;
  });
  return `select s, trim_scale(v)::text as v, f, c from (${selects.join(' union all ')}) r
    where ${HAS_SUBJECT} order by s collate "C", r.v nulls first, f, n`;
}

function toKeys({ dataset }: FormSource, form: number): string {
  const own = (name: string) => {
    const column = findColumn(dataset, name);
    return column && { ...column, sql: `d.${quoteName(column.columnName)}` };
  };
  const visit = own('VISITNUM');
  const number = visit && (isNumber(visit.type) ? `${visit.sql}::numeric` : toSafeNumber(visit.sql));
  return `coalesce((${own('USUBJID')?.sql ?? 'null'})::text, '') as s, round(${number ?? 'null::numeric'}, 9) as v, ${form} as f`;
}

/** What a count reads from: the rows, joined with no more than the filters look at. */
function toSource({ statement }: FormSource): string {
  return statement.countSource ?? statement.source;
}

function findColumn({ columns }: RegisteredDataset, name: string) {
  return columns.find((column) => column.name.toUpperCase() === name);
}
