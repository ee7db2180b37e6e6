import type { z } from 'zod';

import type { AnswerSpec, OperationSpec } from '../operation.ts';
import { ruleOf } from '../readParameters.ts';
import { EXECUTION_LOG } from '../schemas/executionLog.ts';
import type { Json } from './schemaCollection.ts';

/** An answered ExecutionLog leads to every operation on its job. */
export function toLinks(answer: AnswerSpec, operations: readonly OperationSpec[]): Json {
  if (answer.schema !== EXECUTION_LOG) return {};
  const links = operations.flatMap((operation) => {
    const parameters = { ...jobOf('path', operation.pathParameters), ...jobOf('query', operation.query) };
    if (Object.keys(parameters).length === 0) return [];
    const study = {
      ...('studyId' in operation.query.shape && { studyId: '$response.body#/studyId' }),
      ...('mode' in operation.query.shape && { mode: '$response.body#/studyMode' }),
    };
    const { id: operationId, summary: description } = operation;
    return [[operationId, { operationId, description, parameters: { ...parameters, ...study } }]];
  });
  return Object.fromEntries(links) as Json;
}

function jobOf(place: 'path' | 'query', schema: z.ZodObject): Json {
  const names = Object.keys(schema.shape).filter((name) => ruleOf(schema, name)?.code === 'BAD_JOB_ID');
  return Object.fromEntries(names.map((name) => [`${place}.${name}`, '$response.body#/id']));
}
