import type { Readable } from 'node:stream';

import type { Cell, Column, DataScope, ImportRef } from '../domain/dataset.ts';
import type { FieldFilter } from '../domain/fieldSpec.ts';
import type { Id } from '../domain/id.ts';
import type { ReportDefinition } from '../domain/reportDefinition.ts';

export type Study = { id: Id; name: string };

export interface StudyDirectory {
  /** Throws CLINICAL_UNAVAILABLE or CLINICAL_REFUSED where the store cannot say. */
  findStudy(key: { tenantId: string; studyId: Id }, signal: AbortSignal): Promise<Study | undefined>;
}

export type RowQuery = {
  definition: ReportDefinition;
  scope: DataScope;
  studyName: string | null;
  filters: readonly FieldFilter[];
};

/** Where report rows are read. Implementations translate driver errors into CLINICAL_* codes. */
export interface RowSource {
  /** Checks values that only the data can tell and finds labels; throws UNKNOWN_VALUES or DATASET_NOT_FOUND. */
  resolve(query: RowQuery, signal: AbortSignal): Promise<QueryPlan>;
  /** Opens one read-only repeatable-read transaction on a connection of its own; abort of the signal cancels its backend. */
  open(query: RowQuery, signal: AbortSignal): Promise<RowSnapshot>;
}

/** One moment: all rows, counts and labels come from the same transaction. */
export interface RowSnapshot {
  readonly takenAt: Date;
  /** What the study is called in the clinical store, where the rows are of one. */
  readonly studyName?: string;
  readonly datasets: readonly SnapshotDataset[];
  /** Every import that the rows stand on, datasets that a SQL statement joins included. */
  readonly imports: readonly ({ dataset: string } & ImportRef)[];
  /** What the rows brought along to stand above them. */
  readonly headers?: readonly { label: string; text: string }[];
  /** Rows sent so far, over all datasets, for progress; safe to call at any time. */
  countSent(): Promise<number>;
  /** Ends whatever runs, waits for it, and closes the connection. Idempotent. */
  close(): Promise<void>;
}

export interface SnapshotDataset {
  readonly name: string;
  readonly label: string;
  readonly columns: readonly Column[];
  /** `count(*)` of the very statement, in this snapshot. */
  readonly rowCount: number;
  /** The columns, by positions from 0, in which SAS special missing values stand; absent where the source has none. */
  readonly specialMissing?: readonly number[];
  /** Where the source can encode by itself. */
  readonly encodedCsv?: (convention: CsvConvention) => EncodedRows;
  /** The rows in COPY's text format, special missing values as `.A` to `.Z` and `._`; for whoever changes the bytes. */
  encodedText?(): AsyncIterable<Buffer>;
  /** The same of some columns alone, by positions from 0, in any order of rows; special missing values as NULL. */
  readonly encodedColumns?: (positions: readonly number[]) => AsyncIterable<Buffer>;
  /** Where the columns are typed: the rows in COPY's binary format, decimals as text, special missing values as NULL. */
  readonly encodedBinary?: () => AsyncIterable<Buffer>;
  /** Of each column the length of its longest text in this snapshot, 0 for other types. */
  measureText(unit: 'bytes' | 'characters'): Promise<readonly number[]>;
  /**
   * Cells as PostgreSQL prints them in the file's conventions, in batches; with `specialMissing` a SAS special missing
   * value is `.A` to `.Z` or `._`, else null.
   */
  rows(options?: { specialMissing: boolean }): AsyncIterable<readonly (readonly Cell[])[]>;
  /** SHA-256 of the rows, in hexadecimal, whatever they are written as; null until they were read to the end. */
  digest(): string | null;
}

/** RFC 4180 rows without a header, LF line ends; `countRows` is COPY's own count once the stream has ended. */
export type EncodedRows = { stream: Readable; countRows(): number };

/**
 * `distinguishNull`: NULL stays empty and the empty string becomes `""`; else both are empty. `escapeFormulas`: an
 * apostrophe before texts that a spreadsheet would calculate.
 */
export type CsvConvention = { distinguishNull: boolean; escapeFormulas?: boolean };

/** A checked query plan: what `resolveFieldSpecs` leaves in the database for the render. */
export type QueryPlan = {
  filters: readonly FieldFilter[];
  /** The filters as a person reads them, one line each, in their order. */
  header: readonly { label: string; text: string }[];
  estimatedRows: number | null;
};
