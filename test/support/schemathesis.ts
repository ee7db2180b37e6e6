import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

import { PROJECT_FOLDER } from '../../src/embedded/projectFolder.ts';
import { DOCUMENT_PATH } from '../../src/http/paths.ts';
import type { ApiAddress } from './e2e/reportingClient.ts';
import { requireSetting } from './requireSetting.ts';

const REPORT = z.object({
  operations: z.object({
    total: z.number(),
    tested: z.number(),
    errored: z.number(),
    skipped: z.number(),
  }),
  errors: z.array(z.unknown()),
});

type Run = {
  config: string;
  options: readonly string[];
  /** What the settings and hooks stand in need of. */
  env: Readonly<Record<string, string>>;
};

/** What was done, and how many of the document's links were followed. */
export type Done = z.infer<typeof REPORT> & { followedLinks: number };

/** Runs every check; fails with what Schemathesis found. */
export async function runSchemathesis(
  { url, token }: ApiAddress,
  { config, options, env }: Run,
): Promise<Done> {
  const folder = await mkdtemp(join(tmpdir(), 'schemathesis-'));
  try {
    const report = join(folder, 'report.json');
    const child = spawn(
      requireSetting('SCHEMATHESIS'),
      [
        ...['--config-file', join(PROJECT_FOLDER, config), 'run', url + DOCUMENT_PATH],
        ...['--header', `Authorization: Bearer ${token}`, '--checks', 'all', '--no-shrink'],
        ...['--report', 'json', '--report-json-path', report, ...options],
      ],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
        cwd: folder,
        env: {
          ...process.env,
          SCHEMATHESIS_HOOKS: join(PROJECT_FOLDER, 'tools', 'schemathesis', 'hooks.py'),
          ...env,
        },
      },
    );
    const [said, complained, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'exit') as Promise<[number | null]>,
    ]);
    assert.equal(code, 0, said + complained);
    const done = REPORT.parse(JSON.parse(await readFile(report, 'utf8')));
    return { ...done, followedLinks: Number(/API Links: +(\d+) covered/.exec(said)?.[1] ?? 0) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
