import type { Client } from 'pg';

/** All of the work or nothing. */
export async function inTransaction<T>(client: Client, work: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    // A connection that is gone has rolled back already; what went wrong first is what counts.
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}
