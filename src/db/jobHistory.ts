import type { Knex } from 'knex';

import type { JobHistory } from '../jobs/ports.ts';
import { ask } from './databaseError.ts';

type Row = {
  object_version_number: string;
  at: Date;
  actor: string;
  operation: string;
  members: string[];
  entry: Record<string, unknown>;
};

/** An entry is of the tenant whose job it is of. */
const OWN = /* sql */ `job_id = (select job_id from execution_log where job_id = :jobId and tenant_id = :tenantId)`;

const LIST = /* sql */ `
  select object_version_number, at, actor, operation, members, entry from execution_log_history
  where ${OWN} order by execution_log_history.object_version_number limit :limit offset :offset`;
const COUNT = /* sql */ `select count(*) as total from execution_log_history where ${OWN}`;

/** The append-only history of the ExecutionLog, which nothing here can write. */
export function createJobHistory(knex: Knex): JobHistory {
  return {
    async list({ id: jobId, tenantId }, page, signal) {
      const own = { jobId, tenantId };
      const { rows } = await ask(signal, () => knex.raw<{ rows: Row[] }>(LIST, { ...own, ...page }));
      const counted = await ask(signal, () => knex.raw<{ rows: { total: string }[] }>(COUNT, own));
      return { entries: rows.map(toEntry), total: Number(counted.rows[0]?.total ?? 0) };
    },
  };
}

function toEntry({ object_version_number, at, actor, operation, members, entry }: Row) {
  return { version: Number(object_version_number), at, actor, operation, members, entry };
}
