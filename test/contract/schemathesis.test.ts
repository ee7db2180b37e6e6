import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { DOCUMENT_PATH } from '../../src/http/paths.ts';
import { PROJECT_FOLDER } from '../../src/embedded/projectFolder.ts';
import { requireSetting } from '../support/requireSetting.ts';
import type { Stack } from '../support/e2e/stack.ts';
import { useStack } from '../support/e2e/useStack.ts';

/** Longer than a run's own limit of seconds, which is given in its arguments. */
const MOST_MS = 600_000;

describe('The service under Schemathesis', function () {
  this.timeout(MOST_MS);
  const shared = useStack();

  it('answers as its document says, whatever is sent', async () => {
    const phases = ['--phases', 'examples,coverage,fuzzing', '--max-examples', '10'];
    await run(shared().stack, 'schemathesis.toml', [...phases, '--max-time', '180']);
  });

  it('does so along its links, and under hostile input', async () => {
    const hostile = ['--mode', 'all', '--generation-allow-x00', 'true'];
    await run(shared().stack, 'schemathesis.links.toml', [
      '--phases',
      'stateful',
      ...hostile,
      '--max-time',
      '60',
    ]);
  });
});

/** Fails with what Schemathesis found. */
async function run({ address }: Stack, config: string, options: readonly string[]): Promise<void> {
  const child = spawn(
    requireSetting('SCHEMATHESIS'),
    [
      ...['--config-file', join(PROJECT_FOLDER, config), 'run', address.url + DOCUMENT_PATH],
      ...['--header', `Authorization: Bearer ${address.token}`, '--checks', 'all', '--no-shrink', ...options],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, STUDY_ID: address.studyId } },
  );
  const [said, complained, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  assert.equal(code, 0, said + complained);
  assert.match(said, /Tested: [1-9]/);
}
