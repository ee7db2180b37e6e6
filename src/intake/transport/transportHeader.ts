/** Everything in a transport file is laid out in records of this size (TS-140). */
export const RECORD_BYTES = 80;

/** The name in a header record, such as `LIBRARY` or `NAMESTR`; undefined where the record is none. */
export function readHeaderName(record: Buffer): string | undefined {
  const text = record.toString('latin1', 0, 48);
  return /^HEADER RECORD\*{7}(.{8})HEADER RECORD!{7}$/.exec(text)?.[1]?.trimEnd();
}

export const MEMBER_HEADER = Buffer.from('HEADER RECORD*******MEMBER  HEADER RECORD!!!!!!!');
