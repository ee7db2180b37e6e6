import { z } from 'zod';

import { DATA_TYPES } from '../domain/dataset.ts';
import { FIELD_TYPES } from '../domain/fieldType.ts';
import { parseId } from '../domain/id.ts';
import { FORMATS, LOSSES, VALUE_SOURCES, type ReportDefinition } from '../domain/reportDefinition.ts';

const id = z.string().transform((text, context) => {
  const parsed = parseId(text);
  if (parsed !== undefined) return parsed;
  context.addIssue('must be 32 hexadecimal digits');
  return z.NEVER;
});

const alias = z.string().regex(/^[a-z_][a-z0-9_]*$/);

const order = z
  .string()
  .regex(/^\S.*?(\s+(asc|desc))?$/i, 'must be a column name, with "desc" after it for the other way round')
  .transform((text) => ({ column: text.replace(/\s+(asc|desc)$/i, ''), descending: /\sdesc$/i.test(text) }));

/** `all` follows the product: whatever it can write when the definition is loaded. */
const formats = z.preprocess((given) => (given === 'all' ? FORMATS : given), z.array(z.enum(FORMATS)).min(1));

/** What a file in the reports folder may say; how its parts fit together is checked after it. */
export const definitionSchema = createSchema({ isLenient: false });

/**
 * The same without its complaints: what cannot be read has a stand-in that no further check objects to, so that all faults
 * of a file are told at once. It refuses only where the other parts cannot be judged, as without the names of the fields.
 */
export const lenientSchema = createSchema({ isLenient: true });

function createSchema({ isLenient }: { isLenient: boolean }): z.ZodType<ReportDefinition> {
  const object = <Shape extends z.ZodRawShape>(shape: Shape) =>
    isLenient ? z.object(shape) : strictObject(shape);
  const or = <T>(schema: z.ZodType<T>, standIn: NoInfer<T>): z.ZodType<T> =>
    isLenient ? schema.catch(() => standIn) : schema;
  const name = z.string().trim().min(1).max(255);

  const field = object({
    name,
    otherNames: or(z.array(name).default([]), []),
    label: or(name.optional(), undefined),
    type: or(z.enum(FIELD_TYPES), 'list'),
    filters: or(
      z
        .union([z.literal(['dataset', 'none']), object({ column: name })], {
          error: 'must be "dataset", "none" or { column: NAME }',
        })
        .optional(),
      'none',
    ),
    valuesFrom: or(z.enum(VALUE_SOURCES).optional(), undefined),
    parent: or(name.optional(), undefined),
  }).transform(({ label, filters, valuesFrom, parent, ...given }) => ({
    ...given,
    label: label ?? given.name,
    filters: filters ?? { column: given.name },
    ...(valuesFrom === undefined ? {} : { valuesFrom }),
    ...(parent === undefined ? {} : { parent }),
  }));

  const column = object({
    name,
    label: or(z.string().max(256).default(''), ''),
    type: or(z.enum(DATA_TYPES), 'string'),
    length: or(z.int().positive().optional(), undefined),
    displayFormat: or(z.string().optional(), undefined),
    logicalType: or(z.enum(['date', 'time', 'datetime']).optional(), undefined),
  }).transform(({ length, displayFormat, logicalType, ...given }) => ({
    ...given,
    ...(length === undefined ? {} : { length }),
    ...(displayFormat === undefined ? {} : { displayFormat }),
    ...(logicalType === undefined ? {} : { logicalType }),
  }));

  const rows = z.discriminatedUnion(
    'kind',
    [
      object({
        kind: z.literal('datasets'),
        contextColumns: or(z.boolean().default(true), false),
      }),
      object({
        kind: z.literal('sql'),
        statement: z.string().min(1),
        datasets: z
          .record(alias, name, {
            error: ({ code }) =>
              code === 'invalid_key' ? 'an alias is made of lower-case letters, digits and _' : undefined,
          })
          .default({}),
        columns: z.array(column).min(1),
        orderBy: or(z.array(order).min(1), []),
      }),
    ],
    { error: 'kind must be "datasets" or "sql"' },
  );

  return object({
    id: or(id, '0'.repeat(32)),
    name: or(name, '?'),
    level: z.enum(['study', 'tenant']),
    description: or(z.string().trim().default(''), ''),
    formats: or(formats, []),
    allow: or(z.array(z.enum(LOSSES)).default([]), []),
    fields: z.array(field).default([]),
    rows: or(rows, { kind: 'datasets', contextColumns: false }),
  });
}

/** An object that says which keys it takes when it is given another one. */
function strictObject<Shape extends z.ZodRawShape>(shape: Shape) {
  const allowed = Object.keys(shape).join(', ');
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? `unknown key; allowed: ${allowed}` : undefined),
  });
}
