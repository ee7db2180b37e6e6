import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';

/** The command's exit code and what it says of its settings. */
function run(script: string, args: readonly string[], settings: Readonly<Record<string, string>>) {
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', `src/${script}.ts`, ...args], {
    env: { PATH: process.env['PATH'], ...settings },
    encoding: 'utf8',
  });
  return { status, stderr };
}

describe('With a bad setting', function () {
  this.timeout(60_000);

  it('npm run import ends with exit code 78', () => {
    const { status, stderr } = run('import', ['--clean'], { MIGRATION_DATABASE_URL: 'nowhere' });
    assert.match(stderr, /MIGRATION_DATABASE_URL/);
    assert.equal(status, 78);
  });

  it('npm run report:check ends with exit code 78', () => {
    const scope = ['--study', '0'.repeat(32), '--mode', 'test'];
    const { status, stderr } = run('reportCheck', ['reports/adverseEventListing.yaml', ...scope], {
      CLINICAL_DATABASE_URL: 'nowhere',
    });
    assert.match(stderr, /CLINICAL_DATABASE_URL/);
    assert.equal(status, 78);
  });
});
