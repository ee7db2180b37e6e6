import { z } from 'zod';

import { DATA_TYPES } from '../domain/dataset.ts';
import { FIELD_TYPES } from '../domain/fieldType.ts';
import { parseId } from '../domain/id.ts';
import { FORMATS, VALUE_SOURCES, type ReportDefinition } from '../domain/reportDefinition.ts';

/** An object that says which keys it takes when it is given another one. */
function object<Shape extends z.ZodRawShape>(shape: Shape) {
  const allowed = Object.keys(shape).join(', ');
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `unknown key ${issue.keys.join(', ')}; allowed: ${allowed}`
        : undefined,
  });
}

const name = z.string().trim().min(1).max(255);

const id = z.string().transform((text, context) => {
  const parsed = parseId(text);
  if (parsed !== undefined) return parsed;
  context.addIssue('must be 32 hexadecimal digits');
  return z.NEVER;
});

const field = object({
  name,
  otherNames: z.array(name).default([]),
  label: name.optional(),
  type: z.enum(FIELD_TYPES),
  filters: z
    .union([z.literal(['dataset', 'none']), object({ column: name })], {
      error: 'must be "dataset", "none" or { column: NAME }',
    })
    .optional(),
  valuesFrom: z.enum(VALUE_SOURCES).optional(),
}).transform(({ label, filters, valuesFrom, ...given }) => ({
  ...given,
  label: label ?? given.name,
  filters: filters ?? { column: given.name },
  ...(valuesFrom === undefined ? {} : { valuesFrom }),
}));

const column = object({
  name,
  label: z.string().max(256).default(''),
  type: z.enum(DATA_TYPES),
  length: z.int().positive().optional(),
  displayFormat: z.string().optional(),
  logicalType: z.enum(['date', 'time', 'datetime']).optional(),
}).transform(({ length, displayFormat, logicalType, ...given }) => ({
  ...given,
  ...(length === undefined ? {} : { length }),
  ...(displayFormat === undefined ? {} : { displayFormat }),
  ...(logicalType === undefined ? {} : { logicalType }),
}));

const order = z
  .string()
  .regex(/^\S.*?(\s+(asc|desc))?$/i, 'must be a column name, with "desc" after it for the other way round')
  .transform((text) => ({ column: text.replace(/\s+(asc|desc)$/i, ''), descending: /\sdesc$/i.test(text) }));

const alias = z.string().regex(/^[a-z_][a-z0-9_]*$/, 'must be a lower-case name of letters, digits and _');

const rows = z.discriminatedUnion(
  'kind',
  [
    object({ kind: z.literal('datasets'), contextColumns: z.boolean().default(true) }),
    object({
      kind: z.literal('sql'),
      statement: z.string().min(1),
      datasets: z.record(alias, name).default({}),
      columns: z.array(column).min(1),
      orderBy: z.array(order).min(1),
    }),
  ],
  { error: 'kind must be "datasets" or "sql"' },
);

/** What a file in the reports folder may say; the order of rows and the filters' columns are checked after it. */
export const definitionSchema: z.ZodType<ReportDefinition> = object({
  id,
  name,
  level: z.enum(['study', 'tenant']),
  description: z.string().trim().default(''),
  formats: z.array(z.enum(FORMATS)).min(1),
  fields: z.array(field).default([]),
  rows,
});
