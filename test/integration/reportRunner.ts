import assert from 'node:assert/strict';

import { createRowSource } from '../../src/db/rowSource/createRowSource.ts';
import type { Cell, DataScope } from '../../src/domain/dataset.ts';
import { checkFieldSpecs, type FieldSpec, type FieldValue } from '../../src/domain/fieldSpec.ts';
import type { FieldType } from '../../src/domain/fieldType.ts';
import type { Catalogue } from '../../src/jobs/ports.ts';

const signal = new AbortController().signal;

/** One row by column name. */
export type Row = Readonly<Record<string, Cell>>;
export type ReportDataset = { name: string; columns: readonly string[]; rows: readonly Row[] };

export const filter = (
  fieldName: string,
  fieldType: FieldType,
  ...fieldValueList: FieldValue[]
): FieldSpec => ({ fieldName, fieldType, fieldValueList });

type Source = { catalogue: Catalogue; clinicalUrl: string; studyName: string | null };

/** Reads a report of the catalogue as a render does: checks the filters, resolves them, reads one snapshot. */
export async function runReport(
  { catalogue, clinicalUrl, studyName }: Source,
  { name, scope, specs }: { name: string; scope: DataScope; specs: readonly FieldSpec[] },
): Promise<ReportDataset[]> {
  const definition = catalogue.list().find((entry) => entry.definition.name === name)?.definition;
  assert.ok(definition);
  const rowSource = createRowSource({ connectionString: clinicalUrl });
  const filters = checkFieldSpecs(definition, specs);
  const plan = await rowSource.resolve({ definition, scope, studyName, filters }, signal);
  const snapshot = await rowSource.open({ definition, scope, studyName, filters: plan.filters }, signal);
  try {
    const datasets: ReportDataset[] = [];
    for (const dataset of snapshot.datasets) {
      const columns = dataset.columns.map((column) => column.name);
      const rows: Row[] = [];
      for await (const batch of dataset.rows()) {
        for (const cells of batch) {
          rows.push(Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? null])));
        }
      }
      assert.equal(rows.length, dataset.rowCount);
      datasets.push({ name: dataset.name, columns, rows });
    }
    return datasets;
  } finally {
    await snapshot.close();
  }
}
