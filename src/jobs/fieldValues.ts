import type { DataScope } from '../domain/dataset.ts';
import type { FieldFilter } from '../domain/fieldSpec.ts';
import type { FieldDefinition, ReportDefinition } from '../domain/reportDefinition.ts';

/** Values that a field may have, and whether there are more than are told or can be found in time. */
export type FieldValues = { values: readonly { value: string; label: string }[]; isCut: boolean };

export type FieldValueQuery = {
  definition: ReportDefinition;
  scope: DataScope;
  studyName: string | null;
  /** The fields whose values are asked for. */
  fields: readonly FieldDefinition[];
  /** What was chosen already; it narrows the fields below the one that it is of. */
  chosen: readonly FieldFilter[];
};

/** Where the values of fields are looked up: in the clinical store, by a role that can only read. */
export interface FieldValueSource {
  /** By the names of the fields; throws CLINICAL_* where the store cannot be asked. */
  find(query: FieldValueQuery, signal: AbortSignal): Promise<ReadonlyMap<string, FieldValues>>;
}
