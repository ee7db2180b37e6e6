export type CsvOptions = {
  lineEnd: 'LF' | 'CRLF';
  /** A byte order mark first, for programs that else take UTF-8 for something older. */
  bom: boolean;
  /** The columns' labels as a second header row. */
  labels: boolean;
  /** NULL stays empty and the empty string becomes `""`; else both are empty. */
  distinguishNull: boolean;
  /** An apostrophe before texts that a spreadsheet would calculate. */
  escapeFormulas: boolean;
};
