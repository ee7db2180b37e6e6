import pg from 'pg';

import { toConnectError } from './clinicalError.ts';

/** Two connections under one role: one that reads, one that looks at the first and can cancel what it does. */
export type ClinicalConnection = {
  client: pg.Client;
  /** Rows that the COPY under way has sent so far; 0 where none is. */
  countCopied: () => Promise<number>;
  /** Cancels what runs, closes both, and waits until the backend has gone. Idempotent. */
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
  'standard_conforming_strings=on',
];
const CONNECT_TIMEOUT_MS = 10_000;
const WATCH_TIMEOUT_MS = 10_000;
const END_TIMEOUT_MS = 10_000;
const POLL_MS = 50;

/** Opens a connection of its own, not pooled; abort of the signal closes it. */
export async function openClinicalConnection(
  connectionString: string,
  signal: AbortSignal,
): Promise<ClinicalConnection> {
  signal.throwIfAborted();
  const client = createClient({ connectionString, application_name: 'report-render' });
  const watcher = createClient({
    connectionString,
    application_name: 'report-render-watch',
    query_timeout: WATCH_TIMEOUT_MS,
  });
  let closing: Promise<void> | undefined;
  let pid = 0;

  const close = async (): Promise<void> => {
    signal.removeEventListener('abort', onAbort);
    // A backend that waits for its reader notices only that its socket has gone, one that sorts only the cancel.
    destroy(client);
    if (pid !== 0) await endBackend(watcher, pid).catch(ignore);
    destroy(watcher);
  };
  const closeOnce = () => (closing ??= close());
  const onAbort = () => void closeOnce();
  signal.addEventListener('abort', onAbort, { once: true });

  try {
    await Promise.all([client.connect(), watcher.connect()]);
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    pid = rows[0]?.pid ?? 0;
    signal.throwIfAborted();
  } catch (error) {
    await closeOnce();
    throw toConnectError(error, signal);
  }

  return {
    client,
    async countCopied() {
      const { rows } = await watcher.query<{ n: string }>(
        'select coalesce(sum(tuples_processed), 0) as n from pg_stat_progress_copy where pid = $1',
        [pid],
      );
      return Number(rows[0]?.n ?? 0);
    },
    close: closeOnce,
  };
}

async function endBackend(watcher: pg.Client, pid: number): Promise<void> {
  const giveUpAt = Date.now() + END_TIMEOUT_MS;
  // Again each time: a cancel that comes between two statements is lost.
  const cancel = 'select pg_cancel_backend(pid) from pg_stat_activity where pid = $1';
  while ((await watcher.query(cancel, [pid])).rows.length > 0 && Date.now() < giveUpAt)
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
}

function createClient(options: pg.ClientConfig): pg.Client {
  const client = new pg.Client({
    ...options,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    options: SETTINGS.map((setting) => `-c ${setting}`).join(' '),
  });
  // A connection that breaks while nothing is asked of it is noticed by the next question.
  client.on('error', ignore);
  return client;
}

/**
 * Closes the socket at once: whatever the server still sends is of no use. The driver's own end() would leave a connect
 * that is under way without an answer.
 */
function destroy(client: pg.Client): void {
  // The driver's type does not show the socket.
  const { connection } = client as unknown as { connection: { stream: { destroy(): void } } };
  connection.stream.destroy();
}

function ignore(): void {
  return undefined;
}
