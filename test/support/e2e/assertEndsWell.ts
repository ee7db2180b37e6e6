import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import type { Service } from './service.ts';

const LAST_CHARACTERS = 4_000;

/** Sends SIGTERM and holds the process to exit code 0; where it ends otherwise, its last words say why. */
export async function assertEndsWell(service: Service): Promise<void> {
  const ending = await service.terminate();
  if (ending === 'exit code 0') return;
  const log = await readFile(service.logFile, 'utf8');
  assert.fail(`${ending}, after:\n${log.slice(-LAST_CHARACTERS)}`);
}
