/** The types of Dataset-JSON 1.1 that this service stores. */
export const DATA_TYPES = [
  'string',
  'integer',
  'float',
  'decimal',
  'boolean',
  'date',
  'time',
  'datetime',
] as const;
export type DataType = (typeof DATA_TYPES)[number];

/**
 * A typed, labelled column. `type` is how it is stored. ISO 8601 text that may be partial (`--DTC`) is stored as
 * string and says in `logicalType` what it means to a filter.
 */
export type Column = {
  name: string;
  label: string;
  type: DataType;
  /** Characters for text, bytes of the source for numbers; absent where the source does not say. */
  length?: number;
  /** As the source prints it, e.g. `DATE9.`, `8.2`, `$CHAR20.`. */
  displayFormat?: string;
  logicalType?: 'date' | 'time' | 'datetime';
  /** Of decimals; absent where nobody counted them, or one is not finite. */
  digits?: Digits;
};

/** How many digits the numbers of a column have at most before and behind the point. */
export type Digits = { before: number; behind: number };

/** A cell as PostgreSQL prints it in the file's conventions; null where the source says null. */
export type Cell = string | null;

/** Which import a dataset's rows came from. */
export type ImportRef = {
  id: string;
  at: string;
  fileName: string;
  sha256: string;
};

/** Where data lives: three separate worlds of one study, or the tenant's own. */
export type DataScope = { tenantId: string; studyId: string | null; mode: StudyMode | null };

export const STUDY_MODES = ['test', 'active', 'training'] as const;
export type StudyMode = (typeof STUDY_MODES)[number];

export function isStudyMode(text: string): text is StudyMode {
  return (STUDY_MODES as readonly string[]).includes(text);
}

/** A value on its way in, as text that PostgreSQL reads; `special` is a SAS special missing value (`_`, `A`–`Z`). */
export type InputCell = string | null | { special: string };

/** A dataset on its way in: what a reader of any format, or the demo study's generator, offers to the importer. */
export type DatasetSource = {
  name: string;
  label: string;
  columns: readonly Column[];
  fileName: string;
  /** The SHA-256 of its file, in hexadecimal; throws where the file was changed since it was opened. */
  readSha256: (signal: AbortSignal) => Promise<string>;
  /** Rows in batches, in the source's order; throws where the source is damaged, naming file, row and column. */
  rows(signal: AbortSignal): AsyncIterable<readonly (readonly InputCell[])[]>;
  /** The same rows as they stand in a CSV file whose columns are all text, where the source is one. */
  csvRecords?(signal: AbortSignal): AsyncIterable<CsvRecords>;
  /** The same rows without a string for each cell, where the source can; throws as `rows` does, and for NUL characters. */
  packedRows?(signal: AbortSignal): AsyncIterable<PackedRows>;
};

/** RFC 4180 records in UTF-8, each from its start to its end, which is where its line end begins; for until the next are asked for. */
export type CsvRecords = { bytes: Uint8Array; starts: readonly number[]; ends: readonly number[] };

/**
 * Rows back to back, each up to its end. Of each cell stands the length in four bytes, −1 where it is missing, then its
 * value as PostgreSQL's binary formats have it: text in UTF-8; a float's double; the days since 2000-01-01 of a date in four
 * bytes; microseconds of the day, or since 2000-01-01T00:00, in eight. All are big-endian.
 */
export type PackedRows = {
  bytes: Uint8Array;
  ends: Uint32Array;
  /** SAS special missing values, in the rows' order, by positions from 0; the cells themselves are missing. */
  specials: readonly { row: number; column: number; special: string }[];
};
