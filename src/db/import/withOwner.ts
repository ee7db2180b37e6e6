import { Client } from 'pg';

/** Runs work on a connection of the owner's; an abort ends the connection, and with it whatever runs on it. */
export async function withOwner<T>(
  ownerUrl: string,
  work: (client: Client) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  signal.throwIfAborted();
  const client = new Client({
    connectionString: ownerUrl,
    application_name: 'import',
    keepAlive: true,
    // A backend that waits or computes notices that its client is gone.
    options: '-c client_connection_check_interval=5s',
  });
  // Without a listener a connection that breaks would end the process; the query under way fails as well.
  client.on('error', () => undefined);
  const stop = () => void client.end();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await client.connect();
    return await work(client);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    await client.end();
  }
}
