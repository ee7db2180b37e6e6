import pg from 'pg';

import { StopWaiting } from './waitUntil.ts';

const CONNECT_TIMEOUT_MS = 5_000;

/** Whether PostgreSQL lets us in now; throws where it never will. */
export async function canConnect(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  // The server may end in the middle; what matters is reported by the call below.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === '28P01') {
      throw new StopWaiting(
        'The kept passwords do not open the cluster: remove the data folder and start again.',
      );
    }
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
