/** A variable as its namestr describes it; `offset` counts in the row. */
export type Variable = {
  isText: boolean;
  name: string;
  label: string;
  sizeBytes: number;
  offset: number;
  formatName: string;
  formatWidth: number;
  formatDecimals: number;
};

/** One dataset of a transport file: `rowCount` rows of `rowBytes` bytes from byte `start` on. */
export type Member = {
  name: string;
  label: string;
  variables: readonly Variable[];
  rowBytes: number;
  start: number;
  rowCount: number;
};
