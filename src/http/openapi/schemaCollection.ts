import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';

export type Json = Record<string, unknown>;

/** Makes JSON schemas of zod's; those with an id are kept in `schemas` and referred to. */
export type SchemaCollection = {
  schemas: Json;
  /** `io` says which side of a transformation is meant: what a request may be, or what an answer is. */
  toJson: (schema: z.ZodType, io: 'input' | 'output') => Json;
};

const REFERENCE = '#/components/schemas/';

/** Throws where two different schemas have one id. */
export function createSchemaCollection(): SchemaCollection {
  const schemas: Json = {};
  const keep = (id: string, schema: unknown) => {
    if (id in schemas && !isDeepStrictEqual(schemas[id], schema)) {
      throw new Error(`Two schemas are called ${id}.`);
    }
    schemas[id] = schema;
  };
  return {
    schemas,
    toJson: (schema, io) => {
      const { $defs, $schema, ...root } = referToComponents(
        z.toJSONSchema(schema, { io, target: 'draft-2020-12', unrepresentable: 'any' }),
      );
      for (const [id, definition] of Object.entries(($defs ?? {}) as Json)) keep(id, definition);
      return root;
    },
  };
}

/** Escapes that not every reader of JSON schema knows, and the same in those that all know. */
const PORTABLE = [
  ['\\p{Cc}', '\\u0000-\\u001f\\u007f-\\u009f'],
  // Halves of a surrogate pair: no JSON and no URL in UTF-8 can carry one.
  ['\\p{Cs}', ''],
  ['\\0', '\\u0000'],
] as const;

function referToComponents(schema: object): Json {
  const text = JSON.stringify(schema, (name, value: unknown) =>
    name === 'pattern' && typeof value === 'string' ? toPortable(value) : value,
  );
  return JSON.parse(text.replaceAll('"$ref":"#/$defs/', `"$ref":"${REFERENCE}`)) as Json;
}

function toPortable(pattern: string): string {
  return PORTABLE.reduce((text, [escape, known]) => text.replaceAll(escape, known), pattern);
}
