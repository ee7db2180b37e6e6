import { setTimeout as delay } from 'node:timers/promises';

import pg from 'pg';

import { toClinicalError } from './clinicalError.ts';

/** Two connections under one role: one that reads, one that looks at the first and can cancel what it does. */
export type ClinicalConnection = {
  client: pg.Client;
  /** Rows that the COPY under way has sent so far; 0 where none is. */
  countCopied: () => Promise<number>;
  /** Cancels what runs, waits until it has ended, and closes both. Idempotent. */
  close: () => Promise<void>;
};

const SETTINGS = [
  // A backend whose worker was killed notices within seconds, also in a sort before its first row.
  'client_connection_check_interval=5s',
  'idle_in_transaction_session_timeout=60s',
  'datestyle=ISO',
  'timezone=UTC',
  'extra_float_digits=1',
  'statement_timeout=0',
];
const CONNECT_TIMEOUT_MS = 10_000;
/** A backend that sends to somebody who does not read hears no cancel: it is terminated. */
const CANCEL_TIMEOUT_MS = 1_000;
const END_TIMEOUT_MS = 5_000;
const POLL_MS = 50;

/** Opens a connection of its own, not pooled; abort of the signal cancels its backend. */
export async function openClinicalConnection(
  connectionString: string,
  signal: AbortSignal,
): Promise<ClinicalConnection> {
  signal.throwIfAborted();
  const client = createClient(connectionString, 'report-render');
  const watcher = createClient(connectionString, 'report-render-watch');
  let closing: Promise<void> | undefined;
  let pid = 0;

  const cancel = async (): Promise<void> => {
    const { rows } = await watcher.query<{ n: number }>(
      `select count(pg_cancel_backend(pid))::int as n from pg_stat_activity where pid = $1 and state <> 'idle' and state <> 'idle in transaction'`,
      [pid],
    );
    if (rows[0]?.n === 0 || (await hasEnded(CANCEL_TIMEOUT_MS))) return;
    await watcher.query('select pg_terminate_backend($1)', [pid]);
    await hasEnded(END_TIMEOUT_MS);
  };
  const hasEnded = async (withinMs: number): Promise<boolean> => {
    const giveUpAt = Date.now() + withinMs;
    while (await isWorking()) {
      if (Date.now() > giveUpAt) return false;
      await delay(POLL_MS);
    }
    return true;
  };
  const isWorking = async (): Promise<boolean> => {
    const { rows } = await watcher.query(`select from pg_stat_activity where pid = $1 and state = 'active'`, [
      pid,
    ]);
    return rows.length > 0;
  };
  const onAbort = () => {
    // The stream that is being read ends with the server's answer to this.
    cancel().catch(() => client.end().catch(ignore));
  };
  const close = async (): Promise<void> => {
    signal.removeEventListener('abort', onAbort);
    await cancel().catch(ignore);
    destroy(client);
    await watcher.end().catch(ignore);
  };

  try {
    await client.connect();
    await watcher.connect();
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    pid = rows[0]?.pid ?? 0;
  } catch (error) {
    destroy(client);
    destroy(watcher);
    throw toClinicalError(error, signal);
  }
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();

  return {
    client,
    async countCopied() {
      const { rows } = await watcher.query<{ n: string }>(
        'select coalesce(sum(tuples_processed), 0) as n from pg_stat_progress_copy where pid = $1',
        [pid],
      );
      return Number(rows[0]?.n ?? 0);
    },
    close: () => (closing ??= close()),
  };
}

function createClient(connectionString: string, applicationName: string): pg.Client {
  const client = new pg.Client({
    connectionString,
    application_name: applicationName,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    options: SETTINGS.map((setting) => `-c ${setting}`).join(' '),
  });
  // A connection that breaks while nothing is asked of it is noticed by the next question.
  client.on('error', ignore);
  return client;
}

/** Closes the socket at once: whatever the server still sends is of no use. */
function destroy(client: pg.Client): void {
  client.end().catch(ignore);
  const { connection } = client as unknown as { connection?: { stream?: { destroy(): void } } };
  connection?.stream?.destroy();
}

function ignore(): void {
  return undefined;
}
