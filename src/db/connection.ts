import knex, { type Knex } from 'knex';

type Options = {
  url: string;
  poolSize: number;
  applicationName: string;
  /** Bounds pool wait and each statement. */
  timeoutMs: number;
};

/** A pooled connection to PostgreSQL whose every wait is bounded. */
export function openDatabase({ url, poolSize, applicationName, timeoutMs }: Options): Knex {
  return knex({
    client: 'pg',
    connection: {
      connectionString: url,
      application_name: applicationName,
      statement_timeout: timeoutMs,
      options: `-c lock_timeout=${timeoutMs}`,
      idle_in_transaction_session_timeout: 4 * timeoutMs,
      connectionTimeoutMillis: timeoutMs,
      keepAlive: true,
    },
    pool: { min: 0, max: poolSize, propagateCreateError: true },
    acquireConnectionTimeout: timeoutMs,
    // Its own log would print a driver's text; errors are logged once, where they are answered.
    log: { warn: ignore, error: ignore, debug: ignore, deprecate: ignore },
  });
}

function ignore(): void {
  return undefined;
}
