export type DatasetJsonOptions = {
  /** The standard says zlib; the files that CDISC published with it are gzip. */
  compression: 'ZLIB' | 'GZIP';
};
