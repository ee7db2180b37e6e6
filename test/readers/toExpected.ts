import type { Column } from '../../src/domain/dataset.ts';
import type { Format } from '../../src/domain/reportDefinition.ts';
import type { DatabaseTable } from './databaseTables.ts';
import { isSpecial, normalise } from './normalise.ts';
import type { ReadCell, ReadTable } from './readWith.ts';

/** What a format calls the names of the written study that it cannot hold. */
const RENAMED: Readonly<Partial<Record<Format, Readonly<Record<string, string>>>>> = {
  XLSX: { AdverseEventsOfSpecialInterest_1: 'AdverseEventsOfSpecialInterest_' },
  XPORT: { 'Größe (cm)': 'Gr__e__cm_' },
  XPORT5: {
    AdverseEventsOfSpecialInterest_1: 'ADVERSEE',
    SubjectIdentifierWithinTheStudy1: 'SUBJECTI',
    AdverseEventTermAsReportedByItem: 'ADVERSEE',
    AdverseEventGradeAtWorst: 'ADVERSE2',
    'Größe (cm)': 'GR_SSE__',
    FirstDay: 'FIRSTDAY',
  },
};

/** Where version 5 of SAS transport cuts; a format of a longer name would be another, and is left out. */
const MOST_LABEL_BYTES = 40;
const MOST_TEXT_BYTES = 200;
const MOST_FORMAT_BYTES = 8;

/** Who is to find it. */
export type Expectation = {
  format: Format;
  /** Whether it tells special missing values from plain ones. */
  tellsSpecials: boolean;
  /** What it makes of a text that it does not show as it is. */
  toText?: (text: string) => string;
};

/** What of a table of the database is to be found in a file; names, labels and formats where the reader has told them in `read`. */
export function toExpected(table: DatabaseTable, read: ReadTable, reader: Expectation): ReadTable {
  const { format, tellsSpecials, toText = (text: string) => text } = reader;
  const { columns, rows } = table;
  const isVersion5 = format === 'XPORT5';
  const rename = (name: string) => RENAMED[format]?.[name] ?? name;
  const toCell = (type: Column['type'], cell: string | null): ReadCell => {
    if (isSpecial(type, cell) && !tellsSpecials) return null;
    if (type !== 'string' || cell === null) return normalise(type, cell);
    return toText(isVersion5 ? cutBytes(cell, MOST_TEXT_BYTES) : cell);
  };
  return {
    name: read.name && rename(table.name),
    heads: columns.map(({ name }) => rename(name)),
    labels:
      read.labels &&
      columns.map(({ label }) => (isVersion5 ? cutBytes(label, MOST_LABEL_BYTES).trimEnd() : label)),
    formats: read.formats && columns.map((column) => toFormat(column, isVersion5)),
    rows: rows.map((row) => row.map((cell, index) => toCell(columns[index]?.type ?? 'string', cell))),
  };
}

/** The table of a file, in the spelling of what is expected of it. */
export function toFound({ columns }: DatabaseTable, read: ReadTable): ReadTable {
  return {
    ...read,
    labels: read.labels && read.labels.map((label) => label ?? ''),
    formats: read.formats && read.formats.map(withoutPoint),
    rows: read.rows.map((row) => row.map((cell, index) => normalise(columns[index]?.type ?? 'string', cell))),
  };
}

/** A point at the end of a format means nothing. */
const withoutPoint = (format: string | null) => (format ?? '').replace(/\.$/, '');

function toFormat({ displayFormat = '' }: Column, isVersion5: boolean): string {
  const [, name = '', size = ''] = /^(.*?)(\d+(?:\.\d*)?)?$/.exec(displayFormat) ?? [];
  return isVersion5 && name.length > MOST_FORMAT_BYTES ? '' : withoutPoint(name + size);
}

/** At most so many bytes of UTF-8, and never a part of a character. */
function cutBytes(text: string, bytes: number): string {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(bytes));
  return text.slice(0, read);
}
