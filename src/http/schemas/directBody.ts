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
const V2 = `${V1}, or ${SECTION}, rptName?, or {one list of objects under any name, rptName?, rptSeq?, count?, headers?}`;

const CELL = z.union([z.string(), z.number(), z.boolean(), z.null()]);
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
  z
    .object({ count: COUNT, headers: TABLE.headers, ...NAMES })
    .catchall(z.array(z.record(z.string(), CELL)))
    .meta({ id: 'DirectRecords', description: 'One list of objects, under any name.' }),
]);

/** Version 1: the documented DirectReportSection. Throws BODY_SHAPE with what is allowed, or what `checkTable` throws. */
export function parseDirectBodyV1(body: unknown): DirectBody {
  const members = toMembers(body, V1);
  const section = only(members, ['reportSection'], V1)['reportSection'];
  return parseReportSection(section, V1);
}

/**
 * Version 2 documents any JSON object: the form of version 1, a table of its own, or a list of objects. Throws EMPTY_PAYLOAD
 * where there is none, or nothing in it, BODY_SHAPE with what is allowed, BODY_TOO_LARGE, or what `checkTable` throws.
 */
export function parseDirectBodyV2(body: unknown, limitBytes: number): DirectBody {
  if (isEmpty(body)) throw new AppError('EMPTY_PAYLOAD', { details: `Allowed: ${V2}.` });
  const members = toMembers(body, V2);
  if ('reportSection' in members) {
    return parseReportSection(only(members, ['reportSection'], V2)['reportSection'], V2);
  }
  const name = parseName(members, V2);
  if ('columns' in members) return { name, table: parseSection(members, ['rptName', 'rptSeq'], V2) };
  return { name, table: parseRecords(members, limitBytes) };
}

function isEmpty(body: unknown): boolean {
  if (body === undefined || body === null) return true;
  return typeof body === 'object' && !Array.isArray(body) && Object.keys(body).length === 0;
}

function parseReportSection(value: unknown, allowed: string): DirectBody {
  const section = only(toMembers(value, allowed), ['result', 'sectiondata', 'rptName', 'rptSeq'], allowed);
  const [data, ...others] = [section['sectiondata'], section['result']].filter((given) => given != null);
  if (data === undefined || others.length > 0) {
    throw refuse(`sectiondata, or its other name result: one of both. Allowed: ${allowed}.`);
  }
  return { name: parseName(section, allowed), table: parseSection(toMembers(data, allowed), [], allowed) };
}

function parseSection(section: Members, others: readonly string[], allowed: string): DirectTable {
  const { columns, data, ...rest } = only(
    section,
    ['columns', 'data', 'count', 'headers', ...others],
    allowed,
  );
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
  return checkTable({ columns, rows, ...parseRest(rest, allowed) });
}

/** The one list of objects among the members; which name it has does not matter. */
function parseRecords(members: Members, limitBytes: number): DirectTable {
  const { rptName, rptSeq, count, headers, ...lists } = members;
  const [list, ...others] = Object.values(lists);
  if (!Array.isArray(list) || others.length > 0) throw refuse(`Allowed: ${V2}.`);
  const rows: unknown[] = list;
  if (rows.length === 0)
    throw new AppError('EMPTY_PAYLOAD', { details: 'A list without objects has no columns.' });
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

function only(members: Members, names: readonly string[], allowed: string): Members {
  const unknown = Object.keys(members).filter((name) => !names.includes(name)).length;
  if (unknown > 0) throw refuse(`${unknown} members that are not known. Allowed: ${allowed}.`);
  return members;
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuse(details: string): AppError {
  return new AppError('BODY_SHAPE', { details });
}
