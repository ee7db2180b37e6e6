// Holds the OpenAPI document against redocly.yaml: exit code 1 where there is an error or a warning.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const project = join(import.meta.dirname, '..');
const redocly = createRequire(import.meta.url).resolve('@redocly/cli/bin/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'openapi-'));
try {
  const file = join(folder, 'openapi.json');
  writeFileSync(
    file,
    execFileSync(process.execPath, ['--import', 'tsx', 'src/openapi.ts'], { cwd: project }),
  );
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [redocly, 'lint', file, '--config', 'redocly.yaml'],
    {
      cwd: project,
      encoding: 'utf8',
      env: {
        ...process.env,
        REDOCLY_TELEMETRY: 'off',
        REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
        REDOCLY_SUPPRESS_NOTIFICATIONS: 'true',
      },
    },
  );
  if (status !== 0) process.stderr.write(stdout + stderr);
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
