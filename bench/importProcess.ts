// Imports what each line of its input names, as `npm run import` does; answers the milliseconds of each on a line.
import { createInterface } from 'node:readline';

import { z } from 'zod';

import { importDatasets } from '../src/db/import/importDatasets.ts';
import { openSources } from '../src/intake/openSources.ts';

const order = z.object({ ownerUrl: z.string(), tenantId: z.string(), study: z.string(), path: z.string() });
const { signal } = new AbortController();

for await (const line of createInterface({ input: process.stdin })) {
  const { ownerUrl, tenantId, study, path } = order.parse(JSON.parse(line));
  const startedAt = performance.now();
  const sources = await openSources([path], signal);
  await importDatasets({ ownerUrl, tenantId, study: { name: study, mode: 'test' }, sources }, signal);
  console.log(performance.now() - startedAt);
}
