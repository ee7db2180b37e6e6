import pg from 'pg';

import { waitUntil } from '../../../src/embedded/waitUntil.ts';

/** Stages at which a test can make the service wait for it. */
export type Stage = 'claim' | 'complete';

export type Gate = {
  /** Waits until somebody stands before the gate. */
  reached(): Promise<void>;
  /** Opens it. */
  open(): Promise<void>;
};

const REACH_TIMEOUT_MS = 30_000;

/** Triggers that wait for an advisory lock, so that a test can hold a write of the ExecutionLog before it happens. */
export async function createGates(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(/* sql */ `
      create function test_gate() returns trigger language plpgsql as $$
      begin
        perform pg_advisory_xact_lock_shared(hashtext(tg_argv[0]));
        return new;
      end $$;
      create trigger test_gate_claim before update on execution_log for each row
        when (old.run_id is null and new.run_id is not null) execute function test_gate('claim');
      create trigger test_gate_complete before update on execution_log for each row
        when (old.state <> 'COMPLETED' and new.state = 'COMPLETED') execute function test_gate('complete');
    `);
  } finally {
    await client.end();
  }
}

/** Whoever comes to this stage waits until the gate is opened. */
export function closeGate(adminUrl: string, stage: Stage): Promise<Gate> {
  return hold(adminUrl, {
    take: `select pg_advisory_xact_lock(hashtext('${stage}'))`,
    waiters: `select from pg_locks where locktype = 'advisory' and not granted`,
  });
}

/** Whoever wants to read the rows of this dataset waits. */
export async function lockDataset(adminUrl: string, dataset: string): Promise<Gate> {
  const table = await findTable(adminUrl, dataset);
  return hold(adminUrl, {
    take: `lock table clinical_data."${table}" in access exclusive mode`,
    waiters: `select from pg_locks where not granted and relation = 'clinical_data."${table}"'::regclass`,
  });
}

async function hold(adminUrl: string, { take, waiters }: { take: string; waiters: string }): Promise<Gate> {
  const client = new pg.Client({ connectionString: adminUrl });
  // The server may be stopped while the gate is closed.
  client.on('error', () => undefined);
  await client.connect();
  await client.query('begin');
  await client.query(take);
  return {
    reached: async () => {
      await waitUntil({
        what: `somebody to wait for: ${take}`,
        timeoutMs: REACH_TIMEOUT_MS,
        signal: new AbortController().signal,
        ask: async () => ((await client.query(waiters)).rowCount === 0 ? undefined : true),
      });
    },
    open: () => client.end(),
  };
}

async function findTable(adminUrl: string, dataset: string): Promise<string> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ table_name: string }>(
      'select table_name from clinical.dataset where name = $1',
      [dataset],
    );
    const [row] = rows;
    if (row === undefined) throw new Error(`There is no dataset ${dataset}.`);
    return row.table_name;
  } finally {
    await client.end();
  }
}
