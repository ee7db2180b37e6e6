/** The values of a row group: PLAIN, or a dictionary and the numbers of its entries. */
type EncodedValues = { plain: Buffer; dictionary: Buffer | undefined; count: number; encoded: Buffer };

export type ValueWriter = {
  append: (bytes: Buffer, start: number, end: number) => boolean;
  sizeBytes: () => number;
  /** What was appended since the last time. */
  take: () => EncodedValues;
};
