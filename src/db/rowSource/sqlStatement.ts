import { AppError } from '../../domain/errors.ts';
import type { ReportDefinition } from '../../domain/reportDefinition.ts';
import { splitSqlParameters } from '../../domain/sqlParameters.ts';
import { toCondition } from './conditions.ts';
import type { Scoped } from './datasetStatements.ts';
import { quoteName } from './quote.ts';
import type { RegisteredDataset } from './registry.ts';
import type { RowStatement } from './rowStatement.ts';

type SqlDefinition = ReportDefinition & { rows: { kind: 'sql' } };

/**
 * The definition's statement over its named datasets, filtered and ordered from outside. Throws DATASET_NOT_FOUND, naming
 * the datasets that the study lacks.
 */
export function toSqlStatement(
  definition: SqlDefinition,
  datasets: readonly RegisteredDataset[],
  scoped: Scoped,
): RowStatement {
  const { rows } = definition;
  const inputs = findInputs(rows.datasets, datasets);
  const columns = rows.columns.map((column) => ({
    ...column,
    sql: `r.${quoteName(column.name.toLowerCase())}`,
  }));
  const conditions = scoped.filters.flatMap((filter) => {
    const field = definition.fields.find(({ name }) => name === filter.name);
    if (field === undefined || typeof field.filters === 'string') return [];
    const wanted = field.filters.column.toUpperCase();
    const column = columns.find(({ name }) => name.toUpperCase() === wanted);
    return column === undefined ? [] : [toCondition(column, filter, scoped.bindings)];
  });
  const source = `from (${bindParameters(definition, scoped)}\n) r`;
  return {
    name: definition.name,
    label: definition.name,
    columns,
    prelude: inputs.length === 0 ? '' : `with ${inputs.map(toInput).join(', ')} `,
    source: conditions.length === 0 ? source : `${source} where ${conditions.join(' and ')}`,
    order: toOrder(rows, columns),
    tables: inputs.map(({ dataset }) => `clinical_data.${quoteName(dataset.tableName)}`),
    imports: inputs.map(({ dataset }) => ({ dataset: dataset.name, ...dataset.importedFrom })),
  };
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

/** `:tenantId`, `:studyId` and `:mode` are texts, a field is a text[] or null; nothing of them becomes SQL. */
function bindParameters({ rows, fields }: SqlDefinition, { scope, filters, bindings }: Scoped): string {
  const own: Readonly<Record<string, string | null>> = {
    tenantid: scope.tenantId,
    studyid: scope.studyId,
    mode: scope.mode,
  };
  return splitSqlParameters(rows.statement)
    .map((part) => {
      if ('text' in part) return part.text;
      const name = part.parameter.toLowerCase();
      const field = fields.find((candidate) => candidate.name.toLowerCase() === name);
      if (field !== undefined && !Object.hasOwn(own, name)) {
        return bindings.array(filters.find((filter) => filter.name === field.name)?.values);
      }
      const value = own[name];
      return value == null ? 'null::text' : bindings.text(value);
    })
    .join('');
}

/** As the definition states; the remaining columns break ties, so that the same rows always stand in the same order. */
function toOrder(
  { orderBy }: SqlDefinition['rows'],
  columns: readonly { name: string; type: string; sql: string }[],
): string {
  const stated = orderBy.flatMap(({ column, descending }) => {
    const found = columns.find(({ name }) => name.toUpperCase() === column.toUpperCase());
    return found === undefined ? [] : [{ ...found, descending }];
  });
  const rest = columns.filter(({ name }) => !stated.some((column) => column.name === name));
  const terms = [...stated, ...rest.map((column) => ({ ...column, descending: false }))];
  const toTerm = ({ sql, type, descending }: (typeof terms)[number]) =>
    `${sql}${type === 'string' ? ' collate "C"' : ''}${descending ? ' desc' : ''}`;
  return terms.length === 0 ? '' : `order by ${terms.map(toTerm).join(', ')}`;
}
