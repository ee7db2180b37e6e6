import assert from 'node:assert/strict';

import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';

import { createResolveFieldSpecs } from '../../activities/resolveFieldSpecs.ts';
import type { FieldSpec } from '../../src/domain/fieldSpec.ts';
import type { ReportDefinition } from '../../src/domain/reportDefinition.ts';
import type { QueryPlan, RowQuery, RunLog } from '../../src/jobs/ports.ts';
import { INPUT, REF } from './renderHarness.ts';

const SUPERSEDED = { outcome: 'superseded' } as const;

const DEFINITION: ReportDefinition = {
  id: 'D'.repeat(32),
  name: 'Listing',
  level: 'study',
  description: '',
  formats: ['CSV'],
  fields: [
    { name: 'SITEID', otherNames: ['siteIds'], label: 'Site', type: 'list', filters: { column: 'SITEID' } },
  ],
  rows: { kind: 'datasets', contextColumns: true },
};

const SITES: FieldSpec = { fieldName: 'siteIds', fieldType: 'list', fieldValueList: ['701', ' 702 '] };

type Options = {
  fieldSpecs?: readonly FieldSpec[];
  plan?: QueryPlan | null;
  load?: RunLog['loadPlan'];
  isSaveRefused?: boolean;
};

function setUp({ fieldSpecs = [SITES], plan = null, load, isSaveRefused = false }: Options = {}) {
  const queries: RowQuery[] = [];
  const saved: QueryPlan[] = [];
  const job = {
    ...INPUT.job,
    studyId: 'C'.repeat(32),
    studyName: 'S1',
    studyMode: 'test' as const,
    fieldSpecs,
  };
  const resolveFieldSpecs = createResolveFieldSpecs({
    runLog: {
      loadPlan:
        load ??
        (() =>
          Promise.resolve({
            outcome: 'written',
            job,
            definition: DEFINITION,
            definitionSha256: 'f',
            plan,
          })),
      savePlan(_, given) {
        if (isSaveRefused) return Promise.resolve(SUPERSEDED);
        saved.push(given);
        return Promise.resolve({ outcome: 'written' });
      },
    },
    rowSource: {
      resolve(query) {
        queries.push(query);
        const header = [{ label: 'Site', text: '701 – North, 702' }];
        return Promise.resolve({ filters: query.filters, header, estimatedRows: 12 });
      },
    },
  });
  return { queries, saved, run: () => quietly.run(resolveFieldSpecs, REF) };
}

const quietly = new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') });

describe('resolveFieldSpecs', () => {
  it('keeps the checked plan in the database and tells Temporal names and counts alone', async () => {
    const { run, saved } = setUp();
    const filters = [{ name: 'SITEID', type: 'list', values: ['701', '702'] }];
    assert.deepEqual(await run(), {
      outcome: 'resolved',
      fields: [{ name: 'SITEID', values: 2 }],
      estimatedRows: 12,
    });
    assert.deepEqual(saved, [
      { filters, header: [{ label: 'Site', text: '701 – North, 702' }], estimatedRows: 12 },
    ]);
  });

  it("asks for the job's own tenant, study and mode", async () => {
    const { run, queries } = setUp();
    await run();
    assert.deepEqual(queries[0]?.scope, { tenantId: 'acme', studyId: 'C'.repeat(32), mode: 'test' });
    assert.equal(queries[0].studyName, 'S1');
  });

  it('has the same outcome where the plan is there already, and asks nobody again', async () => {
    const plan: QueryPlan = {
      filters: [{ name: 'SITEID', type: 'list', values: ['701'] }],
      header: [],
      estimatedRows: 3,
    };
    const { run, queries, saved } = setUp({ plan });
    assert.deepEqual(await run(), {
      outcome: 'resolved',
      fields: [{ name: 'SITEID', values: 1 }],
      estimatedRows: 3,
    });
    assert.equal(queries.length + saved.length, 0);
  });

  it('refuses field specs that the definition does not take, naming no value', async () => {
    const { run, queries } = setUp({ fieldSpecs: [{ ...SITES, fieldName: 'LAB' }] });
    await assert.rejects(run(), (error: Error & { code?: string; details?: string }) => {
      assert.equal(error.code, 'FIELD_UNKNOWN');
      assert.doesNotMatch(error.details ?? '', /701/);
      return true;
    });
    assert.equal(queries.length, 0);
  });

  it('ends as superseded where the row is another run’s when it is read', async () => {
    const { run, queries } = setUp({ load: () => Promise.resolve(SUPERSEDED) });
    assert.deepEqual(await run(), SUPERSEDED);
    assert.equal(queries.length, 0);
  });

  it('ends as superseded where the row is another run’s when it is written', async () => {
    assert.deepEqual(await setUp({ isSaveRefused: true }).run(), SUPERSEDED);
  });
});
