import { join } from 'node:path';

import { issueToken } from './embedded/identityProvider.ts';
import { parseTokenArguments, TOKEN_USAGE, UsageError } from './embedded/parseTokenArguments.ts';
import { DATA_FOLDER, SIGNING_KEY_FILE } from './embedded/projectFolder.ts';
import { loadSigningKey } from './embedded/signingKey.ts';

try {
  const request = parseTokenArguments(process.argv.slice(2));
  const key = await loadSigningKey(join(DATA_FOLDER, SIGNING_KEY_FILE));
  console.log(await issueToken(key, request));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\nUsage: ${TOKEN_USAGE}`);
  process.exitCode = 2;
}
