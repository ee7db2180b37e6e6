import type { z } from 'zod';

import type { OperationSpec } from '../operation.ts';
import { ruleOf } from '../readParameters.ts';
import type { Json, SchemaCollection } from './schemaCollection.ts';

/** The parameters of an operation; throws where one has no rule. */
export function toParameters(operation: OperationSpec, collection: SchemaCollection): Json[] {
  const { pathParameters, query, requestHeaders = {}, example } = operation;
  const read = (place: 'path' | 'query', schema: z.ZodObject) =>
    Object.keys(schema.shape).map((name) =>
      toParameter({ operation, place, schema, name, example: example[place]?.[name] }, collection),
    );
  return [
    ...read('path', pathParameters),
    ...read('query', query),
    ...Object.entries(requestHeaders).map(([name, { says: description, pattern, example: sent }]) => ({
      ...{ name, in: 'header', required: false, description },
      ...{ schema: { type: 'string', ...(pattern && { pattern: pattern.source }) }, example: sent },
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
  if (rule === undefined) throw new Error(`The parameter ${name} of ${operation.id} has no rule.`);
  const { description, ...rest } = collection.toJson(member, 'input');
  const aliases = rule.aliases?.map((alias) => ` Also taken as \`${alias}\`.`).join('') ?? '';
  return {
    name,
    in: place,
    required: !member.safeParse(undefined).success,
    description: `${typeof description === 'string' ? `${description} ` : ''}Allowed: ${rule.allowed}.${aliases}`,
    schema: rest,
    example: toExample(rest['type'], example ?? rule.example),
  };
}

/** A value as the schema has it; in a request it is text. */
function toExample(type: unknown, text: string): unknown {
  if (type === 'array') return text.split(',');
  return type === 'integer' || type === 'number' ? Number(text) : text;
}
