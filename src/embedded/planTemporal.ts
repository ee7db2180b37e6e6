import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { cachedCliPath, findInstalled, findTemporalCli } from './findTemporalCli.ts';
import type { Part } from './keepRunning.ts';
import type { ProcessBook } from './processRecord.ts';
import type { Search } from './temporalCliSearch.ts';
import { startTemporal } from './temporalServer.ts';

export type TemporalPlan = {
  address: string;
  /** Null where the server is not ours. */
  uiUrl: string | null;
  /** Null where the server is not ours and no program is installed here. */
  cli: string | null;
  /** What API and worker are told beside the user's own settings. */
  settings: Record<string, string>;
  /** Null where the server is not ours. */
  part: Part | null;
};

/** The server that TEMPORAL_ADDRESS names, else one of our own. */
export async function planTemporal(
  place: {
    dataFolder: string;
    ports: { temporal: number; temporalUi: number };
    record: ProcessBook;
  } & Search,
  signal: AbortSignal,
): Promise<TemporalPlan> {
  const named = place.env['TEMPORAL_ADDRESS'];
  if (named) {
    const found = await findInstalled(place.env, await cachedCliPath(place.env));
    const cli = 'path' in found ? found.path : null;
    return { address: named, uiUrl: null, cli, settings: {}, part: null };
  }
  const cli = await findTemporalCli(place, signal);
  const address = `127.0.0.1:${place.ports.temporal}`;
  const folder = join(place.dataFolder, 'temporal');
  await mkdir(folder, { recursive: true });
  const options = {
    cli,
    port: place.ports.temporal,
    uiPort: place.ports.temporalUi,
    databaseFile: join(folder, 'temporal.db'),
    durable: true,
    logFile: join(place.dataFolder, 'logs', 'temporal.log'),
    record: place.record,
  };
  return {
    address,
    uiUrl: `http://127.0.0.1:${place.ports.temporalUi}`,
    cli,
    settings: {
      TEMPORAL_ADDRESS: address,
      TEMPORAL_NAMESPACE: 'default',
      TEMPORAL_CLI: cli,
      // Meant for another server.
      TEMPORAL_API_KEY: '',
      TEMPORAL_TLS: '',
    },
    part: { name: 'temporal', start: (partSignal) => startTemporal(options, partSignal) },
  };
}
