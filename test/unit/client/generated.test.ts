import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { PROJECT_FOLDER } from '../../../src/embedded/projectFolder.ts';

describe('src/client/openapi.ts', () => {
  it('is what the OpenAPI document says', async () => {
    await promisify(execFile)(process.execPath, ['--import', 'tsx', 'scripts/writeClient.js', '--check'], {
      cwd: PROJECT_FOLDER,
    });
  });
});
