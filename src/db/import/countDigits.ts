import { type Client, escapeIdentifier } from 'pg';

import { type DataTable, toTableName } from './dataTable.ts';

/** The table, whose columns of decimals say the most digits of their numbers; but for those with one that is not finite. */
export async function countDigits(client: Client, table: DataTable): Promise<DataTable> {
  const decimals = table.columns.filter(({ type }) => type === 'decimal');
  if (decimals.length === 0) return table;
  const names = decimals.map(({ columnName }) => escapeIdentifier(columnName));
  const before = names.map((name) => toBefore(`greatest(max(${name}), -min(${name}))`));
  const behind = names.map((name) => `coalesce(max(scale(${name})), 0)`);
  const { rows } = await client.query<{ before: (number | null)[]; behind: number[] }>(
    `select array[${before.join(', ')}] as before, array[${behind.join(', ')}] as behind from ${toTableName(table.id)}`,
  );
  const columns = table.columns.map((column) => {
    const index = decimals.indexOf(column);
    const counted = { before: rows[0]?.before[index] ?? null, behind: rows[0]?.behind[index] ?? 0 };
    return counted.before === null ? column : { ...column, digits: { ...counted, before: counted.before } };
  });
  return { ...table, columns };
}

/** NaN and infinities are the largest of their column, and have no scale. */
function toBefore(largest: string): string {
  return `case when ${largest} is null then 0
    when scale(${largest}) is not null then length(ltrim(trunc(${largest})::text, '0')) end`;
}
