import { DATA_FOLDER } from '../../src/embedded/projectFolder.ts';
import { readDevState } from '../../src/embedded/readDevState.ts';
import { startStack } from '../../src/embedded/startStack.ts';

export type Service = { apiUrl: string; ownerUrl: string; stop: () => Promise<void> };

type Options = { env: Readonly<Record<string, string | undefined>>; tell: (line: string) => void };

/** The running dev environment, or one that lives until it is stopped. */
export async function openService({ env, tell }: Options, signal: AbortSignal): Promise<Service> {
  const dev = await readDevState();
  if (dev !== undefined && (await isAlive(dev.apiUrl, signal))) {
    return { apiUrl: dev.apiUrl, ownerUrl: dev.migrationDatabaseUrl, stop: () => Promise.resolve() };
  }
  const { apiUrl, urls, stop } = await startStack({ dataFolder: DATA_FOLDER, env, tell }, signal);
  return { apiUrl, ownerUrl: urls.ownerUrl, stop };
}

async function isAlive(apiUrl: string, signal: AbortSignal): Promise<boolean> {
  const response = await fetch(`${apiUrl}/health/live`, { signal }).catch(() => undefined);
  return response?.ok === true;
}
