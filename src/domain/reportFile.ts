import type { ImportRef, StudyMode } from './dataset.ts';
import type { FieldSpec } from './fieldSpec.ts';
import type { FileStamp } from './fileStamp.ts';
import type { Id } from './id.ts';
import type { Format } from './reportDefinition.ts';

/** A stored output: what `report_file` says of it. */
export type ReportFile = {
  storageId: Id;
  jobId: Id;
  runAttempt: number;
  fileName: string;
  mediaType: string;
  sizeBytes: number;
  sha256: string;
  recordCount: number;
  snapshotAt: Date;
  /** Report, filters, snapshot, imports, version, and the files with their checksums. */
  manifest: Manifest;
  /** Size, modification time and inode as they were at the commit point. */
  stamp: FileStamp;
};

export type Manifest = {
  report: { id: Id; name: string; definitionSha256: string };
  study: { id: Id; name: string | null } | null;
  mode: StudyMode | null;
  tenantId: string;
  job: { id: Id; runAttempt: number; kickedOffAt: string; userId: string };
  filters: readonly { label: string; text: string }[];
  fieldSpecs: readonly FieldSpec[];
  snapshotAt: string;
  imports: readonly ({ dataset: string } & ImportRef)[];
  service: { name: string; version: string };
  /** The data, whatever format it is written in. */
  datasets: readonly ManifestDataset[];
  files: readonly ManifestFile[];
};

export type ManifestDataset = {
  name: string;
  label: string;
  rows: number;
  /**
   * SHA-256, in hexadecimal, of the rows as PostgreSQL's COPY writes them as text, special missing values shown; null where
   * the rows went into a CSV file alone, which the database encodes.
   */
  sha256: string | null;
  columns: readonly { name: string; label: string; type: string }[];
};

export type ManifestFile = {
  name: string;
  format: Format;
  /** The one dataset in it; null where there are several. */
  dataset: string | null;
  /** The names of all datasets in it. */
  datasets: readonly string[];
  rows: number;
  bytes: number;
  sha256: string;
  /** Those of its one dataset; none where there are several. */
  columns: readonly { name: string; label: string; type: string }[];
  /** What had to be changed for the format's sake: columns renamed, texts cut. */
  notes: readonly string[];
};
