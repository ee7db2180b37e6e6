import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

import { DATA_FOLDER } from './projectFolder.ts';

const DEV_STATE = z.object({ apiUrl: z.url(), migrationDatabaseUrl: z.url(), clinicalDatabaseUrl: z.url() });

/** Where the parts of `npm run dev` are; undefined where none is running. */
export async function readDevState(): Promise<z.infer<typeof DEV_STATE> | undefined> {
  const text = await readFile(join(DATA_FOLDER, 'dev.json'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : DEV_STATE.parse(JSON.parse(text));
}
