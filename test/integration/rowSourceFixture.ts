import assert from 'node:assert/strict';
import { text as readText } from 'node:stream/consumers';

import { importDatasets } from '../../src/db/import/importDatasets.ts';
import { createRowSource } from '../../src/db/rowSource/createRowSource.ts';
import type { Cell, DataScope } from '../../src/domain/dataset.ts';
import { checkFieldSpecs, type FieldSpec, type FieldValue } from '../../src/domain/fieldSpec.ts';
import type { FieldType } from '../../src/domain/fieldType.ts';
import type { FieldDefinition, ReportDefinition } from '../../src/domain/reportDefinition.ts';
import type { QueryPlan, RowQuery, RowSnapshot } from '../../src/jobs/ports.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { type Sample, toSource } from './importFixture.ts';

export const never = new AbortController().signal;

export type Read = {
  name: string;
  label: string;
  columns: readonly string[];
  rows: readonly (readonly Cell[])[];
};

export function field(
  name: string,
  type: FieldType,
  more: Partial<Omit<FieldDefinition, 'name' | 'type'>> = {},
): FieldDefinition {
  return { name, otherNames: [], label: name, type, filters: { column: name }, ...more };
}

export function spec(fieldName: string, fieldType: FieldType, ...fieldValueList: FieldValue[]): FieldSpec {
  return { fieldName, fieldType, fieldValueList };
}

const named = { id: 'D'.repeat(32), description: '', formats: ['CSV'] as const };

export function extract(fields: readonly FieldDefinition[] = [], contextColumns = false): ReportDefinition {
  return { ...named, name: 'Extract', level: 'study', fields, rows: { kind: 'datasets', contextColumns } };
}

export function listing(
  rows: Partial<ReportDefinition['rows'] & { kind: 'sql' }> & { statement: string },
  fields: readonly FieldDefinition[] = [],
): ReportDefinition {
  const defaults = { kind: 'sql', datasets: {}, columns: [], orderBy: [] } as const;
  return { ...named, name: 'Listing', level: 'study', fields, rows: { ...defaults, ...rows } };
}

/** A database for the suite that calls this, with the samples as the study S1 in mode test, and what reads it. */
export function useRowSource(...samples: readonly Sample[]) {
  let database: TestDatabase;
  let scope: DataScope;

  const loadInto = async (name: string, more: readonly Sample[]): Promise<DataScope> => {
    const study = { name, mode: 'test' } as const;
    const order = { ownerUrl: database.ownerUrl, tenantId: 'acme', study, sources: more.map(toSource) };
    const { studyId } = await importDatasets(order, never);
    return { tenantId: 'acme', studyId, mode: 'test' };
  };
  const load = (...more: readonly Sample[]) => loadInto('S1', more);
  before(async () => {
    database = await createTestDatabase();
    scope = await load(...samples);
  });
  after(() => database.drop());

  const rowSource = () => createRowSource({ connectionString: database.clinicalUrl });
  const toQuery = (definition: ReportDefinition, specs: readonly FieldSpec[]): RowQuery => ({
    definition,
    scope,
    studyName: 'S1',
    filters: checkFieldSpecs(definition, specs),
  });
  const open = (definition: ReportDefinition, ...specs: readonly FieldSpec[]): Promise<RowSnapshot> =>
    rowSource().open(toQuery(definition, specs), never);

  async function withSnapshot<T>(snapshot: RowSnapshot, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } finally {
      await snapshot.close();
    }
  }

  async function read(definition: ReportDefinition, ...specs: readonly FieldSpec[]): Promise<Read[]> {
    const snapshot = await open(definition, ...specs);
    return withSnapshot(snapshot, () => readAll(snapshot));
  }

  return {
    database: () => database,
    scope: () => scope,
    load,
    loadOther: (...more: readonly Sample[]) => loadInto('S2', more),
    open,
    read,
    rowSource,
    toQuery,
    resolve: (definition: ReportDefinition, ...specs: readonly FieldSpec[]): Promise<QueryPlan> =>
      rowSource().resolve(toQuery(definition, specs), never),
    /** The rows of the only dataset. */
    async readOne(definition: ReportDefinition, ...specs: readonly FieldSpec[]): Promise<Read['rows']> {
      const datasets = await read(definition, ...specs);
      assert.equal(datasets.length, 1);
      return datasets[0]?.rows ?? [];
    },
    /** The only dataset as the server encodes it. */
    async readCsv(
      definition: ReportDefinition,
      options: { distinguishNull?: boolean; specs?: readonly FieldSpec[] } = {},
    ): Promise<string> {
      const { distinguishNull = false, specs = [] } = options;
      const snapshot = await open(definition, ...specs);
      return withSnapshot(snapshot, async () => {
        assert.equal(snapshot.datasets.length, 1);
        const encoded = snapshot.datasets[0]?.encodedCsv?.({ distinguishNull });
        return encoded === undefined ? '' : await readText(encoded.stream);
      });
    },
  };
}

export async function readAll(snapshot: RowSnapshot): Promise<Read[]> {
  const datasets: Read[] = [];
  for (const dataset of snapshot.datasets) {
    const { name, label, columns, rowCount } = dataset;
    const rows: (readonly Cell[])[] = [];
    for await (const batch of dataset.rows()) rows.push(...batch);
    assert.equal(rows.length, rowCount, `count of ${name}`);
    datasets.push({ name, label, columns: columns.map((column) => column.name), rows });
  }
  return datasets;
}
