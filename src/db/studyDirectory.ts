import type { Knex } from 'knex';

import type { Study, StudyDirectory } from '../jobs/ports.ts';
import { toClinicalError } from './clinicalError.ts';

const MAX_KEPT = 10_000;

/** Finds studies in the clinical store; one that was found is known for a minute without asking. */
export function createStudyDirectory(knex: Knex, { keepMs = 60_000 } = {}): StudyDirectory {
  const kept = new Map<string, { study: Study; until: number }>();

  return {
    async findStudy({ tenantId, studyId }, signal) {
      const key = JSON.stringify([tenantId, studyId]);
      const known = kept.get(key);
      if (known !== undefined && known.until > Date.now()) return known.study;
      const study = await untilAborted(ask(knex, { tenantId, studyId }), signal);
      kept.delete(key);
      if (study === undefined) return undefined;
      if (kept.size >= MAX_KEPT) kept.clear();
      kept.set(key, { study, until: Date.now() + keepMs });
      return study;
    },
  };
}

async function ask(knex: Knex, key: { tenantId: string; studyId: string }): Promise<Study | undefined> {
  try {
    const row = await knex
      .withSchema('clinical')
      .from<{ study_id: string; name: string; tenant_id: string }>('study')
      .where({ tenant_id: key.tenantId, study_id: key.studyId })
      .first('study_id', 'name');
    return row && { id: row.study_id, name: row.name };
  } catch (error) {
    throw toClinicalError(error);
  }
}

/** Waits no longer than the request; the pool gives the connection back by itself. */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = withReject();
  const stop = () => {
    reject(toClinicalError(new Error('The study was not found in time.', { cause: signal.reason })));
  };
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
    work.catch(() => undefined);
  }
}

function withReject(): { promise: Promise<never>; reject: (error: unknown) => void } {
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<never>((_, refuse) => {
    reject = refuse;
  });
  return { promise, reject };
}
