import { AppError } from '../../domain/errors.ts';
import type { ReportDefinition } from '../../domain/reportDefinition.ts';
import type { RowQuery } from '../../jobs/ports.ts';
import { createBindings } from './bindings.ts';
import { type Scoped, toDatasetStatements } from './datasetStatements.ts';
import type { Registry } from './registry.ts';
import type { RowStatement, StatementSet } from './rowStatement.ts';
import { toSqlStatement } from './sqlStatement.ts';

/** The statements of a report over what the registry has. Throws DATASET_NOT_FOUND. */
export function planStatements(query: RowQuery, registry: Registry): StatementSet {
  const bindings = createBindings();
  const { definition, scope, studyName, filters } = query;
  return {
    statements: toStatements(definition, registry, { scope, studyName, filters, bindings }),
    bindings,
  };
}

function toStatements(definition: ReportDefinition, registry: Registry, scoped: Scoped): RowStatement[] {
  const { rows } = definition;
  switch (rows.kind) {
    case 'datasets':
      return toDatasetStatements({ ...definition, rows }, registry, scoped);
    case 'sql':
      return [toSqlStatement({ ...definition, rows }, registry, scoped)];
    case 'direct':
      throw new AppError('INTERNAL', { details: 'Rows that were sent are not in the clinical store.' });
  }
}
