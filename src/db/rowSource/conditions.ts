import type { Column } from '../../domain/dataset.ts';
import type { FieldFilter } from '../../domain/fieldSpec.ts';
import type { Bindings } from './bindings.ts';

const NUMBER = String.raw`^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?\s*$`;

/** What a filter looks at: SQL of the column's own type. */
export type Operand = { sql: string; type: Column['type'] };

export function isNumber(type: Column['type']): boolean {
  return type === 'integer' || type === 'float' || type === 'decimal';
}

/** Text that may hold a number, as a number; null where it does not. */
export function toSafeNumber(sql: string): string {
  return `case when (${sql})::text ~ '${NUMBER}' then (${sql})::text::numeric end`;
}

/** Text that may hold a truth, as a boolean; null where it does not. */
export function toSafeBoolean(sql: string): string {
  return `(case when lower(${sql}) in ('true', 't', 'yes', 'y', '1') then true
                when lower(${sql}) in ('false', 'f', 'no', 'n', '0') then false end)`;
}

/** The leading part of an ISO 8601 text that is known: a year, or more; a longer run of digits is no year. */
const KNOWN = String.raw`^\d{4}(?:-\d\d(?:-\d\d(?:T\d\d(?::\d\d(?::\d\d(?:\.\d+)?)?)?)?)?)?(?!\d)`;
/** Doubles carry 9.3 and 9.299999999999999 for one and the same number. */
const TOLERANCE = '0.000000001';

/** A filter as SQL that is true for the rows to keep; a row whose value is missing is not kept. */
export function toCondition(operand: Operand, filter: FieldFilter, bindings: Bindings): string {
  switch (filter.type) {
    case 'list':
    case 'string':
      return isOneOf(operand, filter.values, bindings);
    case 'number':
      return isInNumbers(operand, filter.values, bindings);
    case 'date':
    case 'date-time':
      return sharesMoment(operand, filter.values, bindings);
    case 'boolean':
      return isTruth(operand, String(filter.values[0] === 'true'));
  }
}

/** `is true` keeps the planner from turning the hashed sub-plan into a join, which would lose the order of the rows. */
function isOneOf(operand: Operand, values: readonly string[], bindings: Bindings): string {
  const list = bindings.list(values);
  switch (operand.type) {
    case 'integer':
    case 'float':
    case 'decimal':
      return `(round(${operand.sql}::numeric, 9) in (select round(v::numeric, 9) from (${list}) n where v ~ '${NUMBER}')) is true`;
    case 'string':
      return values.includes('')
        ? `(coalesce(${operand.sql}, '') in (${list})) is true`
        : `(${operand.sql} in (${list})) is true`;
    case 'boolean':
    case 'date':
    case 'time':
    case 'datetime':
      return `(${toIso(operand)} in (${list})) is true`;
  }
}

function isInNumbers(operand: Operand, values: readonly string[], bindings: Bindings): string {
  const isFloat = operand.type === 'float';
  const type = isFloat ? 'double precision' : 'numeric';
  // A double as JavaScript reads it: beyond its range PostgreSQL takes Infinity, but not 1e999.
  const toBound = (value: string) => `(${bindings.text(isFloat ? String(Number(value)) : value)})::${type}`;
  const [low, high] = toRange(values);
  const parts = [
    low === '' ? [] : [`n >= ${toBound(low)} - ${TOLERANCE}`],
    high === '' ? [] : [`n <= ${toBound(high)} + ${TOLERANCE}`],
  ].flat();
  return `coalesce((select ${parts.join(' and ')} from (select ${toNumber(operand)} as n) s), false)`;
}

function toNumber({ sql, type }: Operand): string {
  return isNumber(type) ? sql : toSafeNumber(sql);
}

/**
 * A partial date stands for the period it covers; a row is kept where its period and the asked one share a moment. Both
 * ends are compared over the characters that both sides know.
 */
function sharesMoment(operand: Operand, values: readonly string[], bindings: Bindings): string {
  const [low, high] = toRange(values.map((value) => value.replace(/Z$/, '')));
  const parts = [
    low === '' ? [] : [`k >= left(${bindings.text(low)}, length(k)) collate "C"`],
    high === '' ? [] : [`left(k, length(${bindings.text(high)})) <= ${bindings.text(high)} collate "C"`],
  ].flat();
  const known = `select substring(${toIso(operand)} from '${KNOWN}') collate "C" as k`;
  return `coalesce((select ${parts.join(' and ')} from (${known}) s), false)`;
}

function isTruth(operand: Operand, wanted: string): string {
  const { sql, type } = operand;
  switch (type) {
    case 'boolean':
      return `(${sql}) is ${wanted}`;
    case 'integer':
    case 'float':
    case 'decimal':
      return `((${sql}) <> 0) is ${wanted}`;
    case 'string':
    case 'date':
    case 'time':
    case 'datetime':
      return `${toSafeBoolean(toIso(operand))} is ${wanted}`;
  }
}

/** One value is a range of itself. */
function toRange(values: readonly string[]): [string, string] {
  const [low = '', high = low] = values;
  return [low, high];
}

/** Text as the file prints it: ISO 8601, true and false. */
export function toIso({ sql, type }: Operand): string {
  if (type === 'string') return sql;
  return type === 'datetime' ? `replace((${sql})::text, ' ', 'T')` : `(${sql})::text`;
}
