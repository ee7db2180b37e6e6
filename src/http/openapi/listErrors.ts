import type { z } from 'zod';

import { ERRORS, type ErrorCode } from '../../domain/errors.ts';
import type { OperationSpec } from '../operation.ts';
import { ruleOf } from '../readParameters.ts';

const ALWAYS: readonly ErrorCode[] = [
  ...(['MALFORMED_REQUEST', 'REQUEST_TIMEOUT', 'HEADERS_TOO_LARGE'] as const),
  ...(['UNAUTHORIZED', 'INTERNAL', 'DATABASE_UNAVAILABLE', 'KEYS_UNAVAILABLE'] as const),
];
const WITH_BODY: readonly ErrorCode[] = ['MALFORMED_JSON', 'BODY_SHAPE', 'BODY_TOO_LARGE', 'MEDIA_TYPE'];

/** What an operation can refuse or fail with: its own errors, and those of its parameters, its body and its surroundings. */
export function listErrors(operation: OperationSpec): ErrorCode[] {
  const { pathParameters, query, body, refusal, errors } = operation;
  const parameters = [...codesOf(pathParameters), ...codesOf(query)];
  const codes: ErrorCode[] = [
    ...parameters,
    ...(parameters.length > 0 ? (['BAD_PARAMETER'] as const) : []),
    ...(body === undefined ? [] : WITH_BODY),
    ...ALWAYS,
    ...(refusal === undefined ? [] : [refusal]),
    ...errors,
  ];
  return [...new Set(codes)].sort((a, b) => ERRORS[a].status - ERRORS[b].status);
}

function codesOf(parameters: z.ZodObject): ErrorCode[] {
  return Object.keys(parameters.shape).flatMap((name) => ruleOf(parameters, name)?.code ?? []);
}
