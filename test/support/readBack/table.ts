/** A cell as a reader of a format gives it: a text, or whatever the format has for a number, a moment or nothing. */
export type ReadCell = string | number | bigint | boolean | Date | null;

/** A dataset as it stands in a file; the cells of a row in the order of the columns. */
export type ReadTable = {
  name: string;
  columns: readonly string[];
  /** Where the reader tells them from the names. */
  labels?: readonly string[];
  rows: readonly (readonly ReadCell[])[];
};

/** A file of a report, and the dataset that it holds where it holds one alone. */
export type ReportFile = { name: string; dataset: string | null; content: Buffer };
