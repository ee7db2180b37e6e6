import { z } from 'zod';

import { AppError } from '../../domain/errors.ts';
import type { FieldSpec, RequestedFieldSpecs } from '../../domain/fieldSpec.ts';
import { FIELD_TYPES } from '../../domain/fieldType.ts';
import { throwProblems } from '../../domain/problem.ts';

/** More entries than any report has fields; the check of a hostile body ends here. */
const MOST_FIELDS = 1000;
/** Neither can be stored as text: NUL, and halves of a surrogate pair. */
const UNSTORABLE = /[\0\p{Cs}]/u;
/** The same for JSON schema, as far as JSON can carry it. */
const STORABLE = '^[^\\u0000]*$';

export const isStorable = (text: string) => !UNSTORABLE.test(text);
const text = (least: number, most: number) => {
  const allowed = `must be a string of ${least} to ${most} characters, without NUL`;
  return z
    .string(allowed)
    .min(least, allowed)
    .max(most, allowed)
    .refine(isStorable, allowed)
    .meta({ pattern: STORABLE });
};
const sequence = 'must be a whole number from 0 to 2147483647';
/** Documented as 32 characters; an id may also come with its hyphens. */
const fieldId = text(0, 36).nullish();

const FIELD_VALUE = {
  anyOf: [
    { type: 'string', pattern: STORABLE },
    { type: 'boolean' },
    { type: 'number', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
  ],
};

const FIELD = z
  .object(
    {
      fieldName: text(1, 255),
      fieldType: z.enum(FIELD_TYPES, `must be one of ${FIELD_TYPES.join(', ')}`),
      fieldSequence: z.int(sequence).min(0, sequence).max(2_147_483_647, sequence).nullish(),
      // Older documents print a single value where newer ones print a list.
      fieldValueList: z
        .unknown()
        .transform((value, ctx) => {
          const values: unknown[] = Array.isArray(value) ? value : [value];
          if (values.every(isFieldValue)) return values;
          const place = Array.isArray(value) ? [values.findIndex((item) => !isFieldValue(item))] : [];
          ctx.addIssue({ code: 'custom', path: place, message: VALUE_ALLOWED });
          return z.NEVER;
        })
        .meta({ anyOf: [{ type: 'array', items: FIELD_VALUE }, FIELD_VALUE] }),
      fieldId,
      fldId: fieldId,
    },
    'must be an object with fieldName, fieldType and fieldValueList',
  )
  .meta({ id: 'Field' });

const VALUE_ALLOWED =
  'must be a string without NUL, a boolean, or a number (a whole one beyond 9007199254740991 is sent as a string)';

function isFieldValue(value: unknown): value is string | number | boolean {
  if (typeof value === 'string') return isStorable(value);
  if (typeof value === 'number')
    return Number.isSafeInteger(value) || (Number.isFinite(value) && value % 1 !== 0);
  return typeof value === 'boolean';
}

const FIELD_LIST = z.union([z.array(FIELD).max(MOST_FIELDS), FIELD, z.null()]).optional();

/** The body as the document shows it. */
export const FIELD_SPECS_BODY = z
  .object({ fieldSpecsList: FIELD_LIST, extFieldSpecsList: FIELD_LIST })
  .meta({ id: 'FieldSpecs' });

/**
 * The field specs of an order's body: null where both members are absent or null ("as stored"), else both lists, the
 * absent one empty. A list may be a single Field. Throws BODY_SHAPE that names every wrong member and what it may be.
 */
export function parseFieldSpecs(body: unknown): RequestedFieldSpecs | null {
  if (body === undefined) return null;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new AppError('BODY_SHAPE', {
      details: 'Allowed: an object with fieldSpecsList and extFieldSpecsList, or no body.',
    });
  }
  const problems: string[] = [];
  const listOf = (member: 'fieldSpecsList' | 'extFieldSpecsList') =>
    parseList(member, Object.entries(body).find(([name]) => name === member)?.[1], problems);
  const fieldSpecs = listOf('fieldSpecsList');
  const extFieldSpecs = listOf('extFieldSpecsList');
  throwProblems(
    problems.map((problem) => ({ code: 'BODY_SHAPE', text: problem })),
    'BODY_SHAPE',
  );
  if (fieldSpecs === null && extFieldSpecs === null) return null;
  return { fieldSpecs: fieldSpecs ?? [], extFieldSpecs: extFieldSpecs ?? [] };
}

function parseList(member: string, value: unknown, problems: string[]): FieldSpec[] | null {
  if (value === undefined || value === null) return null;
  const items: unknown[] = Array.isArray(value) ? value : [value];
  if (items.length > MOST_FIELDS) {
    problems.push(`${member}: ${items.length} fields; allowed: ${MOST_FIELDS}.`);
    return null;
  }
  return items.flatMap((item, index) => {
    const parsed = FIELD.safeParse(item);
    if (parsed.success) return [toFieldSpec(parsed.data)];
    for (const { path, message } of parsed.error.issues) {
      const place = path
        .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
        .join('');
      problems.push(`${member}[${index}]${place}: ${message}.`);
    }
    return [];
  });
}

function toFieldSpec(field: z.infer<typeof FIELD>): FieldSpec {
  const { fieldName, fieldType, fieldValueList } = field;
  const id = field.fieldId ?? field.fldId;
  return {
    fieldName,
    fieldType,
    fieldValueList,
    ...(typeof field.fieldSequence === 'number' && { fieldSequence: field.fieldSequence }),
    ...(typeof id === 'string' && { fieldId: id }),
  };
}
