import knex, { type Knex } from 'knex';
import { type Client, DatabaseError } from 'pg';

type Options = {
  url: string;
  poolSize: number;
  applicationName: string;
  /** Bounds pool wait and each statement. */
  timeoutMs: number;
};

/** A server that hears us ends a statement itself; one that has not answered by then is not heard of any more. */
const GRACE_MS = 300;

/** A pooled connection to PostgreSQL whose every wait is bounded. */
export function openDatabase({ url, poolSize, applicationName, timeoutMs }: Options): Knex {
  const connections = trackConnections();
  const database = knex({
    client: 'pg',
    connection: {
      connectionString: url,
      application_name: applicationName,
      statement_timeout: timeoutMs,
      query_timeout: timeoutMs + GRACE_MS,
      options: `-c lock_timeout=${timeoutMs}`,
      idle_in_transaction_session_timeout: 4 * timeoutMs,
      connectionTimeoutMillis: timeoutMs,
      keepAlive: true,
    },
    pool: {
      min: 0,
      max: poolSize,
      propagateCreateError: true,
      afterCreate: connections.add,
      validate: connections.has,
    },
    acquireConnectionTimeout: timeoutMs,
    // Its own log would print a driver's text; errors are logged once, where they are answered.
    log: { warn: ignore, error: ignore, debug: ignore, deprecate: ignore },
  });
  database.on('query-error', connections.endIfLost);
  return database;
}

type Pooled = Client & { __knexUid: string };

/** Ends a connection that gave no answer, so that the pool makes another: packets that get lost close none by themselves. */
function trackConnections() {
  const open = new Map<string, Pooled>();
  return {
    add: (connection: Pooled, done: (error: null, connection: Pooled) => void): void => {
      open.set(connection.__knexUid, connection);
      connection.once('end', () => open.delete(connection.__knexUid));
      done(null, connection);
    },
    has: ({ __knexUid }: Pooled): boolean => open.has(__knexUid),
    endIfLost: (error: unknown, { __knexUid }: Pick<Pooled, '__knexUid'>): void => {
      const connection = open.get(__knexUid);
      if (connection === undefined || error instanceof DatabaseError) return;
      open.delete(__knexUid);
      connection.end().catch(ignore);
    },
  };
}

function ignore(): void {
  return undefined;
}
