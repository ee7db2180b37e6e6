import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { countCsvRows } from '../../../src/embedded/demo/countCsvRows.ts';
import { waitUntil } from '../../../src/embedded/waitUntil.ts';
import { isMissing } from '../../../src/storage/fileStoreError.ts';
import { pollState } from './jobs.ts';
import type { ExecutionLogAnswer } from './reportingClient.ts';
import type { Stack } from './stack.ts';

const PARTS_TIMEOUT_MS = 30_000;

type Row = Record<string, unknown>;

/** What the history leaves out: large members, and those that every change counts up. */
const NOT_IN_HISTORY = [
  ...['definition', 'plan', 'field_specs', 'ext_field_specs'],
  ...['touched_at', 'object_version_number', 'operation_type', 'change_number'],
];

export type Finished = { log: ExecutionLogAnswer; sha256: string; rows: number };

/**
 * Waits for COMPLETED and holds the job to its promise: exactly one file, the same in the file store, the database, the
 * manifest and the download; nothing half done anywhere; an ExecutionLog that tells the truth, and a history without gaps.
 */
export async function assertOneFile(stack: Stack, jobId: string): Promise<Finished> {
  const log = await pollState(stack, jobId, 'COMPLETED');
  const content = await stack.client.download(jobId);
  const sha256 = createHash('sha256').update(content).digest('hex');
  const rows = countCsvRows(content);

  assert.equal(log.recCount, rows);
  assert.deepEqual(log.runProgress, { rows, totalRows: rows, percent: 100 });
  assert.equal(log.reason, null);
  assert.equal(log.rptNextRetryDatetime, null);

  const { files } = await stack.client.findManifest(jobId);
  assert.deepEqual(
    files.map((file) => [file.rows, file.bytes, file.sha256]),
    [[rows, content.length, sha256]],
  );
  const kept = await stack.query<Row>(
    'select file_storage_id, run_attempt, size_bytes::int, sha256, record_count::int from report_file where job_id = $1',
    [jobId],
  );
  assert.deepEqual(kept, [
    {
      file_storage_id: log.fileStorageId,
      run_attempt: log.runAttempt,
      size_bytes: content.length,
      sha256,
      record_count: rows,
    },
  ]);

  const name = `${log.runAttempt}.${log.fileStorageId ?? ''}`;
  await assertNoParts(stack);
  assert.deepEqual(await listFiles(stack, jobId), [name]);
  const stored = await readFile(join(stack.filesDir, jobId, name));
  assert.ok(stored.equals(content));
  await assertHistory(stack, jobId);
  return { log, sha256, rows };
}

/** The names in the job's folder of the file store. */
export async function listFiles(stack: Stack, jobId: string): Promise<string[]> {
  return readdir(join(stack.filesDir, jobId)).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
}

/** A try that lost may still be under way for a moment; what it leaves must be nothing. */
export async function assertNoParts(stack: Stack): Promise<void> {
  await waitUntil({
    what: 'the last part file to go',
    timeoutMs: PARTS_TIMEOUT_MS,
    signal: new AbortController().signal,
    ask: async () => {
      const names = await readdir(stack.filesDir, { recursive: true });
      return names.some((name) => name.endsWith('.part')) ? undefined : true;
    },
  });
}

/** Every version is there once, and all of them together are the row. */
export async function assertHistory(stack: Stack, jobId: string): Promise<void> {
  const entries = await stack.query<{ version: number; entry: Row }>(
    `select object_version_number::int as version, entry from execution_log_history
     where job_id = $1 order by object_version_number`,
    [jobId],
  );
  const [found] = await stack.query<{ version: number; row: Row }>(
    'select object_version_number::int as version, to_jsonb(l) as row from execution_log l where job_id = $1',
    [jobId],
  );
  assert.ok(found !== undefined);
  assert.deepEqual(
    entries.map(({ version }) => version),
    Array.from({ length: found.version }, (_, index) => index + 1),
  );
  const told = Object.fromEntries(entries.flatMap(({ entry }) => Object.entries(entry)));
  for (const [member, value] of Object.entries(found.row)) {
    if (!NOT_IN_HISTORY.includes(member)) assert.deepEqual(told[member] ?? null, value, member);
  }
}
