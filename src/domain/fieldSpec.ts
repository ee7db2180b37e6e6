import type { FieldType } from './fieldType.ts';
import { throwProblems, type Problem } from './problem.ts';
import type { FieldDefinition, ReportDefinition } from './reportDefinition.ts';

export type FieldValue = string | number | boolean;

/** One filter of a request, as it came in. */
export type FieldSpec = {
  fieldName: string;
  fieldType: FieldType;
  fieldValueList: readonly FieldValue[];
  fieldSequence?: number;
  fieldId?: string;
};

/** Both lists of a kickstart; a list that is null means "as stored", an empty one "no filter". */
export type RequestedFieldSpecs = { fieldSpecs: readonly FieldSpec[]; extFieldSpecs: readonly FieldSpec[] };

/** A filter that was checked against its definition: canonical name, trimmed values as text. */
export type FieldFilter = { name: string; type: FieldType; values: readonly string[] };

/**
 * Equal as a set of (fieldName, fieldType, set of values); sequence, ids and order do not count, names are compared
 * without regard to case.
 */
export function isSameFieldSpecs(left: readonly FieldSpec[], right: readonly FieldSpec[]): boolean {
  const a = fingerprints(left);
  const b = fingerprints(right);
  return a.size === b.size && [...a].every((fingerprint) => b.has(fingerprint));
}

/** The same specs under the names that the definition gives its fields; a field that it does not have keeps its name. */
export function toCanonicalNames(
  definition: ReportDefinition,
  specs: readonly FieldSpec[],
): readonly FieldSpec[] {
  return specs.map((spec) => ({
    ...spec,
    fieldName: findField(definition, spec.fieldName)?.name ?? spec.fieldName,
  }));
}

function fingerprints(specs: readonly FieldSpec[]): Set<string> {
  return new Set(
    specs.map((spec) =>
      JSON.stringify([
        spec.fieldName.toUpperCase(),
        spec.fieldType,
        [...new Set(spec.fieldValueList.map(String))].sort(),
      ]),
    ),
  );
}

/**
 * Checks field specs against what the report offers. Throws one AppError that names every fault by position and field
 * name, never by value: FIELD_UNKNOWN, FIELD_VALUE, FIELD_DUPLICATE, or FIELD_SPECS where they are of several kinds.
 */
export function checkFieldSpecs(definition: ReportDefinition, specs: readonly FieldSpec[]): FieldFilter[] {
  const problems: Problem[] = [];
  const filters = new Map<string, FieldFilter>();
  specs.forEach((spec, index) => {
    const at = `fieldSpecsList[${index}] (${spec.fieldName})`;
    const field = findField(definition, spec.fieldName);
    if (field === undefined) {
      problems.push({
        code: 'FIELD_UNKNOWN',
        text: `${at}: the report has no such field; it has ${fieldNames(definition)}.`,
      });
      return;
    }
    if (filters.has(field.name)) {
      problems.push({
        code: 'FIELD_DUPLICATE',
        text: `${at}: the field ${field.name} is named more than once.`,
      });
      return;
    }
    const fault = findValueFault(field, spec);
    if (fault !== undefined) problems.push({ code: 'FIELD_VALUE', text: `${at}: ${fault}` });
    filters.set(field.name, {
      name: field.name,
      type: toComparedType(field.type, spec.fieldType),
      values: spec.fieldValueList.map((value) => String(value).trim()),
    });
  });
  throwProblems(problems, 'FIELD_SPECS');
  return [...filters.values()].filter(asksForSomething);
}

/** No values, or a range with two open ends, ask for everything; the empty text is a text. */
function asksForSomething({ type, values }: FieldFilter): boolean {
  return type === 'string' ? values.length > 0 : values.some((value) => value !== '');
}

/** The field that a caller means by a name, in whatever case, or by one of its other names. */
export function findField(definition: ReportDefinition, name: string): FieldDefinition | undefined {
  const wanted = name.toUpperCase();
  return definition.fields.find(
    (field) =>
      field.name.toUpperCase() === wanted || field.otherNames.some((other) => other.toUpperCase() === wanted),
  );
}

function fieldNames(definition: ReportDefinition): string {
  return definition.fields.length === 0 ? 'none' : definition.fields.map((field) => field.name).join(', ');
}

const DATE = /^(?!0000)\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;
const DATE_TIME =
  /^(?!0000)\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3])(:[0-5]\d(:[0-5]\d(\.\d{1,9})?)?)?Z?)?)?)?$/;
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?$/;

type Rule = { most: number; fits: (value: string) => boolean; allowed: string };

const RULES: Record<FieldType, Rule> = {
  list: {
    most: Infinity,
    fits: (value) => value !== '',
    allowed: 'any number of values, none of them empty',
  },
  string: { most: Infinity, fits: () => true, allowed: 'any number of texts' },
  number: {
    most: 2,
    fits: (value) => NUMBER.test(value),
    allowed: 'one number, or two for an inclusive range',
  },
  date: {
    most: 2,
    fits: (value) => isDate(value, DATE),
    allowed: 'one date YYYY[-MM[-DD]], or two for an inclusive range',
  },
  'date-time': {
    most: 2,
    fits: (value) => isDate(value, DATE_TIME),
    allowed: 'one time YYYY[-MM[-DD[Thh[:mm[:ss[.f]]]]]] in UTC, or two for an inclusive range',
  },
  boolean: { most: 1, fits: (value) => value === 'true' || value === 'false', allowed: 'true or false' },
};

/** What is wrong with the values of one spec, or undefined. Either end of a range may be empty. */
function findValueFault(field: FieldDefinition, spec: FieldSpec): string | undefined {
  if (spec.fieldType !== field.type && !isCompatible(spec.fieldType, field.type)) {
    return `fieldType must be ${field.type}.`;
  }
  const type = toComparedType(field.type, spec.fieldType);
  const rule = RULES[type];
  if (spec.fieldValueList.length > rule.most)
    return `${spec.fieldValueList.length} values; allowed: ${rule.allowed}.`;
  const isRange = rule.most === 2 && spec.fieldValueList.length === 2;
  for (const [index, raw] of spec.fieldValueList.entries()) {
    const value = String(raw).trim();
    if (value.includes('\0')) return `value ${index + 1} holds a NUL character.`;
    if (isRange && value === '') continue;
    if (!rule.fits(value)) return `value ${index + 1} does not fit; allowed: ${rule.allowed}.`;
  }
  return isRange ? findRangeFault(type, spec) : undefined;
}

function findRangeFault(type: FieldType, spec: FieldSpec): string | undefined {
  const [low, high] = spec.fieldValueList.map((value) => String(value).trim().replace(/Z$/, ''));
  if (!low || !high) return undefined;
  const isReversed =
    type === 'number' ? Number(low) > Number(high) : low.slice(0, high.length) > high.slice(0, low.length);
  return isReversed ? 'the first value of the range lies after the second.' : undefined;
}

/** A list may be asked for as a number, too, and is then compared as one: VISITNUM from 3 to 9. */
function toComparedType(defined: FieldType, sent: FieldType): FieldType {
  return defined === 'list' && sent === 'number' ? 'number' : defined;
}

/** Documented clients send a list of one where a text is meant, and the other way round. */
function isCompatible(sent: FieldType, defined: FieldType): boolean {
  if (toComparedType(defined, sent) === sent) return true;
  const texts: readonly FieldType[] = ['list', 'string'];
  if (texts.includes(sent) && texts.includes(defined)) return true;
  const times: readonly FieldType[] = ['date', 'date-time'];
  return times.includes(sent) && times.includes(defined);
}

function isDate(value: string, shape: RegExp): boolean {
  if (!shape.test(value)) return false;
  const [year, month, day] = value.slice(0, 10).split('-').map(Number);
  if (month === undefined || day === undefined) return true;
  return day <= new Date(Date.UTC(year ?? 0, month, 0)).getUTCDate();
}
