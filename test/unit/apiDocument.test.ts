import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ERRORS } from '../../src/domain/errors.ts';
import { PROJECT_FOLDER } from '../../src/embedded/projectFolder.ts';

describe('docs/api.md', () => {
  const lines = readFileSync(join(PROJECT_FOLDER, 'docs', 'api.md'), 'utf8').split('\n');

  it('lists every error once, with cause and cure, and no other', () => {
    const rows = lines
      .filter((line) => line.startsWith('| `REPT_'))
      .map((line) => line.split('|').map((cell) => cell.trim()));
    const codes = new Set<string>(Object.values(ERRORS).map(({ errorCode }) => errorCode));
    assert.deepEqual(
      rows.map(([, code]) => code?.replaceAll('`', '')),
      [...codes].sort(),
    );
    for (const [, code, cause, cure] of rows) assert.ok(cause && cure, code);
  });
});
