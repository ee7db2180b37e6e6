import type { z } from 'zod';

import type { OperationSpec } from '../operation.ts';
import { ruleOf } from '../readParameters.ts';
import type { Json, SchemaCollection } from './schemaCollection.ts';

/** The parameters of an operation; throws where one has no rule or no description. */
export function toParameters(operation: OperationSpec, collection: SchemaCollection): Json[] {
  const { pathParameters, query, requestHeaders = {}, example } = operation;
  const read = (place: 'path' | 'query', schema: z.ZodObject) =>
    Object.keys(schema.shape).map((name) =>
      toParameter({ operation, place, schema, name, example: example[place]?.[name] }, collection),
    );
  return [
    ...read('path', pathParameters),
    ...read('query', query),
    ...Object.entries(requestHeaders).map(([name, description]) => ({
      ...{ name, in: 'header', required: false, description },
      schema: { type: 'string' },
    })),
  ];
}

type Place = {
  operation: OperationSpec;
  place: 'path' | 'query';
  schema: z.ZodObject;
  name: string;
  example: string | undefined;
};

function toParameter({ operation, place, schema, name, example }: Place, collection: SchemaCollection): Json {
  const rule = ruleOf(schema, name);
  const member = schema.shape[name] as z.ZodType;
  const { description, ...rest } = collection.toJson(member, 'input');
  if (rule === undefined || typeof description !== 'string') {
    throw new Error(`The parameter ${name} of ${operation.id} has no rule or no description.`);
  }
  const aliases = rule.aliases?.map((alias) => ` Also taken as \`${alias}\`.`).join('') ?? '';
  return {
    name,
    in: place,
    required: !member.safeParse(undefined).success,
    description: description + aliases,
    schema: rest,
    example: example ?? rule.example,
  };
}
