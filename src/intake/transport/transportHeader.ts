/** Everything in a transport file is laid out in records of this size (TS-140). */
export const RECORD_BYTES = 80;

/** The name in a header record, such as `LIBRARY` or `NAMESTR`; undefined where the record is none. */
export function readHeaderName(record: Buffer): string | undefined {
  const text = record.toString('latin1', 0, 48);
  return /^HEADER RECORD\*{7}(.{8})HEADER RECORD!{7}$/.exec(text)?.[1]?.trimEnd();
}

/** What a header record of this name begins with. */
export const toHeaderStart = (name: string): Buffer =>
  Buffer.from(`HEADER RECORD*******${name.padEnd(8)}HEADER RECORD!!!!!!!`);

/** Bytes with the blanks behind them that fill their last record. */
export const toPaddedSize = (sizeBytes: number): number => Math.ceil(sizeBytes / RECORD_BYTES) * RECORD_BYTES;
