import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { PassThrough } from 'node:stream';

import { CancelledFailure } from '@temporalio/activity';

import { AppError } from '../../src/domain/errors.ts';
import {
  committedFile,
  createGate,
  createHarness,
  datasetOf,
  type Harness,
  INPUT,
  type Overrides,
  REF,
} from './renderHarness.ts';
import { readStored } from '../support/fileStoreContract.ts';

describe('renderReport', () => {
  let harness: Harness | undefined;
  const setUp = async (overrides: Overrides = {}): Promise<Harness> =>
    (harness = await createHarness(overrides));
  afterEach(async () => {
    await harness?.dispose();
    harness = undefined;
  });

  it('commits one file whose record says what it is and what it stands on', async () => {
    const { startTry, row, fileStore, listFiles, closed } = await setUp();
    const result = await startTry().result;
    const file = committedFile(row);
    const bytes = await readStored(fileStore, file);
    assert.equal(bytes.toString(), 'C1\na\nb\n');
    assert.deepEqual(result, {
      outcome: 'rendered',
      storageId: file.storageId,
      recordCount: 2,
      sizeBytes: bytes.length,
    });
    assert.deepEqual(await listFiles(), [`2.${file.storageId}`]);
    assert.deepEqual(closed, ['snapshot']);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    assert.deepEqual(file, {
      storageId: file.storageId,
      jobId: REF.jobId,
      runAttempt: 2,
      fileName: 'PILOT_Subject-Data-Extract_20260203T040506Z.csv',
      mediaType: 'text/csv; charset=utf-8',
      sizeBytes: bytes.length,
      sha256,
      recordCount: 2,
      snapshotAt: new Date('2026-02-03T04:05:06.789Z'),
      stamp: await fileStore.stat(file),
      manifest: {
        report: { id: 'D'.repeat(32), name: 'Subject Data Extract', definitionSha256: 'e'.repeat(64) },
        study: { id: 'B'.repeat(32), name: 'PILOT' },
        mode: 'test',
        tenantId: 'acme',
        job: { id: REF.jobId, runAttempt: 2, kickedOffAt: '2026-01-02T03:04:05.000Z', userId: 'u1' },
        filters: [{ label: 'Site', text: '701 (Oslo)' }],
        fieldSpecs: [{ fieldName: 'SITEID', fieldType: 'list', fieldValueList: ['701'] }],
        snapshotAt: '2026-02-03T04:05:06.789Z',
        imports: [],
        service: { name: 'clinical-report-generation', version: '1.2.3' },
        datasets: [
          {
            name: 'AE',
            label: '',
            rows: 2,
            sha256: null,
            columns: [{ name: 'C1', label: 'Column 1', type: 'string' }],
          },
        ],
        files: [
          {
            name: 'PILOT_Subject-Data-Extract_20260203T040506Z.csv',
            format: 'CSV',
            dataset: 'AE',
            datasets: ['AE'],
            rows: 2,
            bytes: bytes.length,
            sha256,
            columns: [{ name: 'C1', label: 'Column 1', type: 'string' }],
            notes: [],
          },
        ],
      },
    });
  });

  it('names the study although the order was taken before it could be looked up', async () => {
    const job = { ...INPUT.job, studyName: null };
    const { startTry, row } = await setUp({
      snapshot: { studyName: 'PILOT' },
      runLog: { loadPlan: () => Promise.resolve({ outcome: 'written', ...INPUT, job }) },
    });
    await startTry().result;
    const { fileName, manifest } = committedFile(row);
    assert.equal(fileName, 'PILOT_Subject-Data-Extract_20260203T040506Z.csv');
    assert.equal(manifest.study?.name, 'PILOT');
  });

  it('packs several datasets into an archive', async () => {
    const { startTry, row } = await setUp({
      datasets: [datasetOf('AE', ['a']), datasetOf('DM', ['b', 'c'])],
    });
    await startTry().result;
    const file = committedFile(row);
    assert.equal(file.mediaType, 'application/zip');
    assert.equal(file.recordCount, 3);
    assert.deepEqual(
      file.manifest.files.map(({ name }) => name),
      ['ae.csv', 'dm.csv'],
    );
  });

  it('beats from the start with counts and nothing else', async () => {
    const { startTry } = await setUp();
    const { beats, result } = startTry();
    assert.equal(beats.length, 1);
    await result;
    for (const beat of beats) {
      assert.match(JSON.stringify(beat), /^{("\w+":(\d+|null),?)+}$/);
    }
  });

  it('tells how far it is while it writes, the run at most as often as is worth it', async () => {
    const source = new PassThrough();
    let sent = 0;
    const noted: (number | null)[][] = [];
    const reported: number[] = [];
    const { startTry } = await setUp({
      datasets: [
        datasetOf(
          'AE',
          Array.from({ length: 1_000 }, (_, row) => `${row}`),
          () => source,
        ),
      ],
      snapshot: { countSent: () => Promise.resolve((sent += 10)) },
      runLog: {
        noteProgress(_run, tryNumber, { rows, totalRows }) {
          noted.push([tryNumber, rows, totalRows]);
          if (rows === 990) source.end('rest\n');
          return Promise.reject(new AppError('DATABASE_UNAVAILABLE'));
        },
      },
      deps: {
        reportProgress(run, { rows, totalRows, tryNumber }) {
          assert.deepEqual([run.jobId, totalRows, tryNumber], [REF.jobId, 1_000, 1_000]);
          reported.push(rows);
          return Promise.reject(new Error('Temporal does not answer'));
        },
      },
    });
    await startTry().result;
    assert.deepEqual(noted.slice(0, 3), [
      [1_000, 0, 1_000],
      [1_000, 10, 1_000],
      [1_000, 20, 1_000],
    ]);
    assert.deepEqual(noted.at(-1), [1_000, 1_000, 1_000]);
    assert.deepEqual(
      reported,
      Array.from({ length: 24 }, (_, index) => (index + 1) * 40),
    );
  });

  it('leaves no file where the source gives fewer rows than it counted', async () => {
    const short = { ...datasetOf('AE', ['a', 'b']), rowCount: 3 };
    const { startTry, listFiles, closed, row } = await setUp({ datasets: [short] });
    await assert.rejects(startTry().result, { code: 'ROW_COUNT_MISMATCH' });
    assert.deepEqual(await listFiles(), []);
    assert.deepEqual(closed, ['snapshot']);
    assert.equal(row.committed, null);
  });

  it('leaves no file where the disk is full', async () => {
    const { startTry, listFiles, closed } = await setUp({
      openFile: () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })),
    });
    await assert.rejects(startTry().result, { code: 'DISK_FULL' });
    assert.deepEqual(await listFiles(), []);
    assert.deepEqual(closed, ['snapshot']);
  });

  it('does not commit a stored file that is shorter than what was rendered', async () => {
    const { startTry, listFiles, row } = await setUp({
      fileStore: (disk) => ({ publish: async (claim) => ({ ...(await disk.publish(claim)), sizeBytes: 1 }) }),
    });
    await assert.rejects(startTry().result, { code: 'FILE_STORE_UNAVAILABLE' });
    assert.deepEqual(await listFiles(), []);
    assert.equal(row.committed, null);
  });

  it('renders although its snapshot does not close well', async () => {
    const { startTry } = await setUp({ snapshot: { close: () => Promise.reject(new Error('socket')) } });
    assert.equal((await startTry().result).outcome, 'rendered');
  });

  for (const reason of ['CANCELLED', 'WORKER_SHUTDOWN', 'PAUSED'] as const) {
    it(`stops on ${reason} in the middle of the rows, closes the snapshot, and leaves no file`, async () => {
      const source = new PassThrough();
      const part = createGate();
      const { startTry, listFiles, closed, row } = await setUp({
        datasets: [datasetOf('AE', ['a', 'b'], () => source)],
        openFile: (path, flags) => open(path, flags).finally(part.open),
      });
      const { environment, result } = startTry();
      source.write('a\n');
      await part.passed;
      environment.cancel(reason);
      await assert.rejects(result, (error) => error instanceof CancelledFailure && error.message === reason);
      assert.deepEqual(closed, ['snapshot']);
      assert.deepEqual(await listFiles(), []);
      assert.equal(row.committed, null);
    });
  }
});
