import type { Column } from './dataset.ts';
import type { FieldType } from './fieldType.ts';
import type { Id } from './id.ts';

export const FORMATS = [
  'CSV',
  'CSV.GZ',
  'XLSX',
  'PDF',
  'JSON',
  'DATASET_JSON',
  'NDJSON',
  'DSJC',
  'XPORT',
  'XPORT5',
  'HTML',
  'PARQUET',
] as const;
export type Format = (typeof FORMATS)[number];

/** What may be changed where a format cannot hold it: names that are too long, texts and labels that are. */
export const LOSSES = ['rename', 'cut'] as const;
export type Loss = (typeof LOSSES)[number];

/** What the data of a study can be asked for: site ids, countries, USUBJIDs, visit names, visit numbers, dataset names. */
export const VALUE_SOURCES = ['site', 'country', 'subject', 'visit', 'visitNumber', 'dataset'] as const;
export type ValueSource = (typeof VALUE_SOURCES)[number];

/** Those that only a study has. */
export const STUDY_VALUE_SOURCES: readonly ValueSource[] = [
  'site',
  'country',
  'subject',
  'visit',
  'visitNumber',
];

/** One filter that a report offers. */
export type FieldDefinition = {
  /** The machine name that `fieldName` carries; matched without regard to case. */
  name: string;
  /** Other names that documented clients use for it, e.g. `siteIds`. */
  otherNames: readonly string[];
  label: string;
  type: FieldType;
  /**
   * What it filters: an output column, `dataset` (which datasets the file holds), or nothing (`none`), for fields that
   * are only printed in headers. A SQL statement may use any field as a parameter, too: `:SITEID` is a text[], or null without
   * a filter; an open end of a range is a null in it.
   */
  filters: { column: string } | 'dataset' | 'none';
  /** Where its values must exist; a value that the data does not have ends the job. */
  valuesFrom?: ValueSource;
  /** The field above it: what is chosen there narrows the values that this one may have. */
  parent?: string;
};

/** The datasets of the study, one file each, with context columns first. */
type DatasetRows = { kind: 'datasets'; contextColumns: boolean };

/** One statement over named datasets; it becomes one file. */
type SqlRows = {
  kind: 'sql';
  statement: string;
  /** Alias in the statement → dataset name in the registry. */
  datasets: Readonly<Record<string, string>>;
  /** The file's columns; each names an output column of the statement, without regard to case. */
  columns: readonly Column[];
  /** Output columns that state the order; the remaining columns break ties. */
  orderBy: readonly { column: string; descending: boolean }[];
};

/** The rows that a caller sent, spooled under the job's id; only orders have them, never the catalogue. */
export type DirectRows = {
  kind: 'direct';
  spoolId: Id;
  /** ISO 8601, when they came in: the moment that the report shows. */
  receivedAt: string;
  rowCount: number;
  /** Of the spooled table, in hexadecimal. */
  sha256: string;
};

/** What can be generated: one YAML file in `reports/`, or what stands in a job that brought its own rows. */
export type ReportDefinition = {
  id: Id;
  name: string;
  level: 'study' | 'tenant';
  description: string;
  formats: readonly Format[];
  /** Where absent, nothing may be changed: the job fails and says what does not fit. */
  allow?: readonly Loss[];
  fields: readonly FieldDefinition[];
  rows: DatasetRows | SqlRows | DirectRows;
};

/** A definition as the catalogue loaded it, with the SHA-256 of the file's bytes. */
export type CatalogueEntry = { definition: ReportDefinition; sha256: string };
