export type GzipOptions = {
  /** From 1, fast, to 9, small. */
  level: number;
};
