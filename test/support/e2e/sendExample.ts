import type { z } from 'zod';

import type { OperationSpec } from '../../../src/http/operation.ts';
import { BASE_PATH } from '../../../src/http/paths.ts';
import { ruleOf } from '../../../src/http/readParameters.ts';
import type { ApiAddress } from './reportingClient.ts';

/** What stands for the ids of the documented example. */
export type Ids = { jobId: string; studyId: string };

type Place = 'path' | 'query';

type Example = {
  operation: OperationSpec;
  ids: Ids;
  method?: string;
  /** Parameters of the query that are not sent. */
  without?: readonly string[];
};

/**
 * Sends an operation's example as the document shows it: what the example names, what is required, and every id. The
 * stand-ins of jobs and studies are replaced by real ones.
 */
export async function sendExample(
  { operation, ids, method = operation.method, without = [] }: Example,
  api: ApiAddress,
): Promise<Response> {
  const path = Object.entries(readExample('path', operation, ids)).reduce(
    (filled, [name, value]) => filled.replace(`{${name}}`, encodeURIComponent(value)),
    operation.path,
  );
  const parameters = new URLSearchParams(readExample('query', operation, ids));
  for (const name of without) parameters.delete(name);
  const query = parameters.toString();
  const body = toBody(operation, ids);
  return fetch(`${api.url}${BASE_PATH}${path}${query === '' ? '' : `?${query}`}`, {
    method: method.toUpperCase(),
    headers: {
      ...(api.token === '' ? {} : { authorization: `Bearer ${api.token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body }),
  });
}

/** The study of the example is the stand-in of every study. */
function toBody({ example }: OperationSpec, { studyId }: Ids): string | undefined {
  if (example.body === undefined) return undefined;
  return JSON.stringify(example.body).replaceAll(EXAMPLE_STUDY, studyId);
}

const EXAMPLE_STUDY = 'CFD8129A430A473C8A02F4BA5DAAD865';

function readExample(place: Place, operation: OperationSpec, ids: Ids): Record<string, string> {
  const schema = place === 'path' ? operation.pathParameters : operation.query;
  const values = Object.keys(schema.shape).map((name) => [
    name,
    readValue({ schema, name, example: operation.example[place]?.[name] }, ids),
  ]);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined)) as Record<string, string>;
}

type Parameter = { schema: z.ZodObject; name: string; example: string | undefined };

function readValue({ schema, name, example }: Parameter, ids: Ids): string | undefined {
  const rule = ruleOf(schema, name);
  switch (rule?.code) {
    case 'BAD_JOB_ID':
      return ids.jobId;
    case 'BAD_STUDY_ID':
      return ids.studyId;
    case 'BAD_REPORT_ID':
      return example ?? rule.example;
    default: {
      const isRequired = !(schema.shape[name] as z.ZodType).safeParse(undefined).success;
      return example ?? (isRequired ? rule?.example : undefined);
    }
  }
}
