// Writes src/client/openapi.ts: the types of the OpenAPI document, and where its operations stand. With --check it only
// says, by its exit code, whether the file is current. Runs under tsx.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import openapiTypescript, { astToString } from 'openapi-typescript';

import { createDocument } from '../src/http/openapi/createDocument.ts';
import { OPERATIONS } from '../src/http/operations/index.ts';

const file = join(import.meta.dirname, '..', 'src', 'client', 'openapi.ts');
const document = JSON.stringify(createDocument(OPERATIONS));
const types = astToString(await openapiTypescript(document, { alphabetize: true }));
const routes = OPERATIONS.flatMap(({ id, method, path, headId }) => [
  `  ${id}: ['${method.toUpperCase()}', '${path}'],`,
  ...(headId === undefined ? [] : [`  ${headId}: ['HEAD', '${path}'],`]),
]);
const text = `// Made by npm run openapi:client from the OpenAPI document; do not edit.

${types}
/** Method and path of every operation. */
export const ROUTES = {
${routes.sort().join('\n')}
} as const satisfies Record<keyof operations, readonly [string, string]>;
`;

if (!process.argv.includes('--check')) {
  writeFileSync(file, text);
} else if (readFileSync(file, 'utf8') !== text) {
  process.stderr.write('src/client/openapi.ts is not what the document says: run npm run openapi:client.\n');
  process.exitCode = 1;
}
