import type { OperationSpec } from '../operation.ts';
import { BASE_PATH } from '../paths.ts';
import { INFO } from './info.ts';
import { createSchemaCollection, type Json, type SchemaCollection } from './schemaCollection.ts';
import { findTag, listTags } from './tags.ts';
import { type Answers, toAnswers } from './toAnswers.ts';
import { toParameters } from './toParameters.ts';

/** The OpenAPI 3.1 document of these operations, from what their requests are checked by. Throws where something is not said. */
export function createDocument(operations: readonly OperationSpec[]): Json {
  const collection = createSchemaCollection();
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    const { path, method } = operation;
    const described = toOperation(operation, operations, collection);
    paths[path] = { ...paths[path], [method]: described, ...toHead(operation, described) };
  }
  return {
    openapi: '3.1.1',
    info: INFO,
    servers: [{ url: BASE_PATH, description: 'The service that this document comes from.' }],
    security: [{ bearer: [] }],
    tags: listTags(operations),
    paths,
    components: {
      schemas: collection.schemas,
      headers: {
        'X-Request-Id': {
          description: 'The id of the request: the one that it carried, or a new one.',
          required: true,
          schema: { type: 'string' },
        },
      },
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'A JWT of the configured issuer.',
        },
      },
    },
  };
}

type Described = Json & { responses: Answers };

function toOperation(
  operation: OperationSpec,
  operations: readonly OperationSpec[],
  collection: SchemaCollection,
): Described {
  const { id, summary, deprecatedFor, body, example } = operation;
  return {
    operationId: id,
    summary,
    description: describe(operation),
    tags: [findTag(operation)],
    ...(deprecatedFor !== undefined && { deprecated: true }),
    parameters: toParameters(operation, collection),
    ...(body !== undefined && {
      requestBody: {
        description: body.required ? 'The body is required.' : 'The body may be left out.',
        required: body.required,
        content: {
          'application/json': {
            schema: collection.toJson(body.schema, 'input'),
            ...(example.body !== undefined && { example: example.body }),
          },
        },
      },
    }),
    responses: toAnswers(operation, operations, collection),
  };
}

/** HEAD is answered as GET without ranges, with nothing after the headers. */
function toHead({ headId, summary }: OperationSpec, { responses, ...described }: Described): Json {
  if (headId === undefined) return {};
  const bare = Object.entries(responses)
    .filter(([status]) => status !== '206' && status !== '416')
    .map(([status, { description, headers }]) => [status, { description, headers }]);
  return {
    head: {
      ...described,
      operationId: headId,
      summary: `${summary}: the headers alone`,
      responses: Object.fromEntries(bare) as Json,
    },
  };
}

function describe({ description, right, documented, deprecatedFor }: OperationSpec): string {
  return [
    ...(description === undefined ? [] : [description]),
    `Needs the right \`${right}\`.`,
    documented ? '' : 'An addition to the published interface.',
    deprecatedFor === undefined ? '' : `Deprecated: use \`${deprecatedFor}\`.`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}
