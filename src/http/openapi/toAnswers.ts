import { ERRORS, AppError, type ErrorCode } from '../../domain/errors.ts';
import { toErrorAnswer } from '../errorHandler.ts';
import type { AnswerSpec, OperationSpec } from '../operation.ts';
import { BASE_RESPONSE } from '../schemas/baseResponse.ts';
import { listErrors } from './listErrors.ts';
import type { Json, SchemaCollection } from './schemaCollection.ts';
import { toLinks } from './toLinks.ts';

const JSON_TYPE = 'application/json';
const DEPRECATION = {
  Deprecation: 'Since when the operation is deprecated (RFC 9745).',
  Link: 'Where its successor stands (RFC 8288).',
};
const OF_STATUS: Readonly<Partial<Record<number, Record<string, string>>>> = {
  401: { 'WWW-Authenticate': 'What the token lacks (RFC 6750).' },
  416: { 'Accept-Ranges': 'Always `bytes`.', 'Content-Range': 'The size of the file, as `bytes */N`.' },
  503: { 'Retry-After': 'Seconds until it is worth another try.' },
};

/** By status. */
export type Answers = Readonly<Record<string, Json>>;

/** Every answer of an operation by its status, refusals and failures included. */
export function toAnswers(
  operation: OperationSpec,
  operations: readonly OperationSpec[],
  collection: SchemaCollection,
): Answers {
  const answers = Object.entries(operation.answers).map(([status, answer]) => [
    status,
    { ...toAnswer(operation, answer, collection), links: toLinks(answer, operations) },
  ]);
  const codes = listErrors(operation);
  const refusals = [...new Set(codes.map((code) => ERRORS[code].status))].map((status) => [
    status,
    toRefusal(
      status,
      codes.filter((code) => ERRORS[code].status === status),
      { operation, collection },
    ),
  ]);
  return Object.fromEntries([...answers, ...refusals]) as Answers;
}

function toAnswer(operation: OperationSpec, answer: AnswerSpec, collection: SchemaCollection): Json {
  const { description, schema, mediaType, headers = {} } = answer;
  const json = schema && { [JSON_TYPE]: { schema: collection.toJson(schema, 'output') } };
  const file = mediaType && { [mediaType]: { schema: { type: 'string', format: 'binary' } } };
  return {
    description,
    headers: toHeaders({ ...headers, ...deprecationOf(operation) }),
    ...((json || file) && { content: { ...json, ...file } }),
  };
}

type Refusing = { operation: OperationSpec; collection: SchemaCollection };

function toRefusal(status: number, codes: readonly ErrorCode[], { operation, collection }: Refusing): Json {
  const schema = collection.toJson(BASE_RESPONSE, 'output');
  const examples = Object.fromEntries(
    codes.map((code) => {
      const { errorCode, message } = ERRORS[code];
      return [errorCode, { summary: message, value: toErrorAnswer(new AppError(code)).body }];
    }),
  );
  return {
    description: [...new Set(codes.map((code) => ERRORS[code].message))].join(' '),
    headers: toHeaders({ ...OF_STATUS[status], ...deprecationOf(operation) }),
    content: { [JSON_TYPE]: { schema, examples } },
  };
}

function deprecationOf({ deprecatedFor }: OperationSpec): Readonly<Record<string, string>> {
  return deprecatedFor === undefined ? {} : DEPRECATION;
}

function toHeaders(headers: Readonly<Record<string, string>>): Json {
  const own = Object.entries(headers).map(([name, description]) => [
    name,
    { description, schema: { type: 'string' } },
  ]);
  return Object.fromEntries([
    ...own,
    ['X-Request-Id', { $ref: '#/components/headers/X-Request-Id' }],
  ]) as Json;
}
