import type { Knex } from 'knex';

import { AppError } from '../domain/errors.ts';
import type { Study, StudyDirectory } from '../jobs/ports.ts';

/** Not listening, wrong credentials, no such database, too many connections, starting up or shutting down. */
const REFUSED = /^(ECONNREFUSED|28...|3D000|53300|57P03)$/;
const MAX_KEPT = 10_000;

/**
 * Finds studies in the clinical store; one that was found is known for a minute without asking, one that was not may come
 * at any moment.
 */
export function createStudyDirectory(knex: Knex, { keepMs = 60_000 } = {}): StudyDirectory {
  const kept = new Map<string, { study: Study; untilMs: number }>();

  return {
    async findStudy({ tenantId, studyId }, signal) {
      const key = JSON.stringify([tenantId, studyId]);
      const known = kept.get(key);
      if (known !== undefined && Date.now() < known.untilMs) return known.study;
      const [row] = await ask(signal, () =>
        knex('clinical.study')
          .where({ tenant_id: tenantId, study_id: studyId })
          .select<{ name: string }[]>('name'),
      );
      kept.delete(key);
      if (row === undefined) return undefined;
      const study = { id: studyId, name: row.name };
      if (kept.size >= MAX_KEPT) kept.clear();
      kept.set(key, { study, untilMs: Date.now() + keepMs });
      return study;
    },
  };
}

/** Waits no longer than the request; the pool gets its connection back by itself. */
async function ask<T>(signal: AbortSignal, work: () => PromiseLike<T>): Promise<T> {
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => {
      reject(new AppError('CLINICAL_UNAVAILABLE', { cause: signal.reason }));
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work(), aborted]);
  } catch (error) {
    throw toStoreError(error);
  } finally {
    if (stop) signal.removeEventListener('abort', stop);
  }
}

/** By the driver's code, never by its text; a pool or driver that has none did not reach the store. */
function toStoreError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  return new AppError(REFUSED.test(code) ? 'CLINICAL_REFUSED' : 'CLINICAL_UNAVAILABLE', { cause: error });
}
