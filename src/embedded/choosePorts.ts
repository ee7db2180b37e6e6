import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';

import { areFree, findFreePorts } from './findFreePorts.ts';

const port = z.number().int().min(1).max(65535);
const PORTS = z.object({
  postgres: port,
  temporal: port,
  temporalUi: port,
  api: port,
  workerHealth: port,
  keySet: port,
});
export type Ports = z.infer<typeof PORTS>;

/** The ports of last time while they are free, else others: an address that somebody noted down stays good. */
export async function choosePorts(path: string): Promise<Ports> {
  const kept = await readFile(path, 'utf8')
    .then((text) => PORTS.parse(JSON.parse(text)))
    .catch(() => undefined);
  if (kept !== undefined && (await areFree(Object.values(kept)))) return kept;
  const [postgres, temporal, temporalUi, api, workerHealth, keySet] = await findFreePorts(6);
  const chosen = PORTS.parse({ postgres, temporal, temporalUi, api, workerHealth, keySet });
  await writeFile(`${path}.new`, JSON.stringify(chosen));
  await rename(`${path}.new`, path);
  return chosen;
}
