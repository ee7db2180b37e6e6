import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';

import {
  checkTable,
  type DirectTable,
  findColumns,
  MOST_COLUMNS,
  MOST_NAME,
} from '../../domain/directTable.ts';
import { AppError } from '../../domain/errors.ts';

/** What a direct report is made of, and how its caller calls it. */
export type DirectBody = { name: string | null; table: DirectTable };

/** The least that a cell takes where rows are lists; rows of named members may not make more of them. */
const BYTES_OF_CELL = 2;

type Members = Readonly<Record<string, unknown>>;

const SECTION =
  '{columns: [names], data: [[cells], …], count?, headers?: {name: value}} with as many cells in each row as there are columns';
const V1 = `{reportSection: {sectiondata or result: ${SECTION}, rptName?, rptSeq?}}`;
const V2 = `${V1}, or ${SECTION}, rptName?, or {one list of objects under any name, rptName?, rptSeq?, count?, headers?}, or an object, which is one row`;

const CELL = z
  .unknown()
  .meta({ description: 'A text, a number, true, false or null; anything else is shown as JSON.' });
const COUNT = z.int().nullish();
const NAME = z.string().max(MOST_NAME).nullish();
const TABLE = {
  columns: z.array(z.string().min(1).max(MOST_NAME)).min(1).max(MOST_COLUMNS),
  data: z.array(z.array(CELL)),
  count: COUNT,
  headers: z.record(z.string(), CELL).nullish(),
};
const SECTION_DATA = z.object(TABLE).meta({ id: 'SectionData' });
const NAMES = { rptName: NAME, rptSeq: COUNT };

/** The body of version 1 as the document shows it. */
export const DIRECT_BODY_V1 = z
  .object({
    reportSection: z
      .object({ sectiondata: SECTION_DATA.nullish(), result: SECTION_DATA.nullish(), ...NAMES })
      .meta({ id: 'DirectReportSection' }),
  })
  .meta({ id: 'DirectReport' });

/** The bodies of version 2. */
export const DIRECT_BODY_V2 = z.union([
  DIRECT_BODY_V1,
  z.object({ ...TABLE, ...NAMES }).meta({ id: 'DirectTable' }),
  z.record(z.string(), CELL).meta({
    id: 'DirectObject',
    description:
      'Rows are the one list of objects among its members, under any name; without one it is a row itself.',
  }),
]);

/** Version 1: the documented DirectReportSection. Throws BODY_SHAPE with what is allowed, or what `checkTable` throws. */
export function parseDirectBodyV1(body: unknown): DirectBody {
  return parseReportSection(toMembers(body, V1)['reportSection'], V1);
}

/**
 * Version 2 documents any JSON object: the form of version 1, a table of its own, a list of objects, or one row. Throws
 * EMPTY_PAYLOAD where there is none, or nothing in it, BODY_SHAPE with what is allowed, BODY_TOO_LARGE, or what `checkTable`
 * throws.
 */
export function parseDirectBodyV2(body: unknown, limitBytes: number): DirectBody {
  if (body === undefined || body === null) throw empty();
  const members = toMembers(body, V2);
  if ('reportSection' in members) return parseReportSection(members['reportSection'], V2);
  const name = parseName(members, V2);
  if ('columns' in members) return { name, table: parseSection(members, V2) };
  return { name, table: parseObject(members, limitBytes) };
}

/** Members that are not known, such as those of a provider's page, are left out. */
function parseReportSection(value: unknown, allowed: string): DirectBody {
  const section = toMembers(value, allowed);
  const { sectiondata, result } = section;
  const data = sectiondata ?? result;
  if (data == null) throw refuse(`sectiondata, or its other name result. Allowed: ${allowed}.`);
  if (result != null && !isDeepStrictEqual(data, result)) {
    throw refuse(`sectiondata and result are two names of one table, and differ. Allowed: ${allowed}.`);
  }
  return { name: parseName(section, allowed), table: parseSection(toMembers(data, allowed), allowed) };
}

function parseSection({ columns, data, count, headers }: Members, allowed: string): DirectTable {
  if (!Array.isArray(columns) || !Array.isArray(data)) {
    throw refuse(`columns and data are lists. Allowed: ${allowed}.`);
  }
  const rows: unknown[] = data;
  const isRow = (row: unknown): boolean => Array.isArray(row);
  if (!rows.every(isRow)) {
    throw new AppError('BODY_ROWS', {
      details: `Row ${rows.findIndex((row) => !isRow(row)) + 1}: allowed: a list of cells.`,
    });
  }
  return checkTable({ columns, rows, ...parseRest({ count, headers }, allowed) });
}

/** The one list of objects among the members, whichever name it has; else the object itself is a row. */
function parseObject({ rptName: _name, rptSeq: _seq, ...members }: Members, limitBytes: number): DirectTable {
  const filled = Object.values(members).filter((value) => !Array.isArray(value) || value.length > 0);
  if (filled.length === 0) throw empty();
  const lists = filled.filter((value): value is unknown[] => Array.isArray(value) && value.some(isMembers));
  const [rows, ...others] = lists;
  if (rows !== undefined && others.length === 0) return parseRecords(rows, members, limitBytes);
  return checkTable({ columns: Object.keys(members), rows: [members], headers: {}, count: undefined });
}

function parseRecords(
  rows: readonly unknown[],
  { count, headers }: Members,
  limitBytes: number,
): DirectTable {
  const objects = rows.filter(isMembers);
  if (objects.length < rows.length) {
    const position = rows.findIndex((row) => !isMembers(row)) + 1;
    throw new AppError('BODY_ROWS', { details: `Row ${position}: allowed: an object, as in all rows.` });
  }
  const columns = findColumns(objects, Math.floor(limitBytes / BYTES_OF_CELL));
  return checkTable({ columns, rows: objects, ...parseRest({ count, headers }, V2) });
}

function parseRest({ count, headers }: Members, allowed: string) {
  if (count != null && !Number.isSafeInteger(count))
    throw refuse(`count is a whole number. Allowed: ${allowed}.`);
  return {
    count: typeof count === 'number' ? count : undefined,
    headers: headers == null ? {} : toMembers(headers, allowed),
  };
}

function parseName({ rptName, rptSeq }: Members, allowed: string): string | null {
  if (rptSeq != null && !Number.isSafeInteger(rptSeq)) {
    throw refuse(`rptSeq is a whole number. Allowed: ${allowed}.`);
  }
  if (rptName == null || rptName === '') return null;
  if (typeof rptName !== 'string' || rptName.length > MOST_NAME || /\p{C}/u.test(rptName)) {
    throw refuse(`rptName has at most ${MOST_NAME} characters, all of them printable.`);
  }
  return rptName;
}

function toMembers(value: unknown, allowed: string): Members {
  if (!isMembers(value)) throw refuse(`Allowed: ${allowed}.`);
  return value;
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function empty(): AppError {
  return new AppError('EMPTY_PAYLOAD', { details: `Allowed: ${V2}.` });
}

function refuse(details: string): AppError {
  return new AppError('BODY_SHAPE', { details });
}
