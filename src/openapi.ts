import { createDocument } from './http/openapi/createDocument.ts';
import { OPERATIONS } from './http/operations/index.ts';

// Prints the OpenAPI document as the API serves it.
process.stdout.write(`${JSON.stringify(createDocument(OPERATIONS), undefined, 2)}\n`);
