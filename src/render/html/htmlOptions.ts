export type HtmlOptions = {
  /** A report with more rows becomes several pages of at most as many, with an index. */
  rowsPerPage: number;
};
