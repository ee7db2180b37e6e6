/** One file of an archive once its bytes are written. Sizes and the offset of its header in bytes. */
export type ZipRecord = {
  name: string;
  crc32: number;
  compressed: number;
  uncompressed: number;
  offset: number;
};

/** What four bytes cannot say: PKWARE APPNOTE 4.3.9.2 and 4.4.1.4. */
const TOO_LARGE = 0xffff_ffff;
const TOO_MANY = 0xffff;
/** Names are UTF-8; checksum and sizes follow the bytes. */
const FLAGS = 0x0808;
const DEFLATED = 8;
/** 1980-01-01, the first day that a ZIP can name, so that the same bytes come out whenever it is written. */
const FIRST_DAY = 0x0021;
const VERSION = 20;
const ZIP64_VERSION = 45;

const bytes2 = (value: number) => number(value, 2);
const bytes4 = (value: number) => number(value, 4);

function number(value: number, size: 2 | 4): Buffer {
  const bytes = Buffer.alloc(size);
  bytes.writeUIntLE(value, 0, size);
  return bytes;
}

function bytes8(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

/** APPNOTE 4.3.7. */
export function toLocalHeader(name: string): Buffer {
  const encoded = Buffer.from(name);
  return Buffer.concat([
    bytes4(0x04034b50),
    ...[VERSION, FLAGS, DEFLATED, 0, FIRST_DAY].map(bytes2),
    ...[0, 0, 0].map(bytes4),
    ...[encoded.length, 0].map(bytes2),
    encoded,
  ]);
}

/** APPNOTE 4.3.9. */
export function toDataDescriptor({ crc32, compressed, uncompressed }: ZipRecord): Buffer {
  const size = Math.max(compressed, uncompressed) >= TOO_LARGE ? bytes8 : bytes4;
  return Buffer.concat([bytes4(0x08074b50), bytes4(crc32), size(compressed), size(uncompressed)]);
}

/** The directory at the end of an archive (APPNOTE 4.3.12 to 4.3.16), in ZIP64 where a number needs it. */
export function toDirectory(records: readonly ZipRecord[], offset: number): Buffer {
  const entries = Buffer.concat(records.map(toEntry));
  const isLarge = records.length >= TOO_MANY || entries.length >= TOO_LARGE || offset >= TOO_LARGE;
  const count = bytes2(Math.min(records.length, TOO_MANY));
  return Buffer.concat([
    entries,
    isLarge ? toZip64End(records.length, entries.length, offset) : Buffer.alloc(0),
    ...[bytes4(0x06054b50), bytes2(0), bytes2(0), count, count],
    ...[bytes4(Math.min(entries.length, TOO_LARGE)), bytes4(Math.min(offset, TOO_LARGE)), bytes2(0)],
  ]);
}

function toEntry({ name, crc32, compressed, uncompressed, offset }: ZipRecord): Buffer {
  const encoded = Buffer.from(name);
  // The order of APPNOTE 4.5.3; only what does not fit its four bytes stands here.
  const large = [uncompressed, compressed, offset].filter((value) => value >= TOO_LARGE).map(bytes8);
  const extra = Buffer.concat(large.length === 0 ? [] : [bytes2(1), bytes2(large.length * 8), ...large]);
  const version = large.length === 0 ? VERSION : ZIP64_VERSION;
  return Buffer.concat([
    bytes4(0x02014b50),
    ...[version, version, FLAGS, DEFLATED, 0, FIRST_DAY].map(bytes2),
    bytes4(crc32),
    ...[compressed, uncompressed].map((value) => bytes4(Math.min(value, TOO_LARGE))),
    ...[encoded.length, extra.length, 0, 0, 0].map(bytes2),
    ...[0, Math.min(offset, TOO_LARGE)].map(bytes4),
    encoded,
    extra,
  ]);
}

function toZip64End(count: number, directoryBytes: number, offset: number): Buffer {
  return Buffer.concat([
    ...[bytes4(0x06064b50), bytes8(44), bytes2(ZIP64_VERSION), bytes2(ZIP64_VERSION), bytes4(0), bytes4(0)],
    ...[bytes8(count), bytes8(count), bytes8(directoryBytes), bytes8(offset)],
    ...[bytes4(0x07064b50), bytes4(0), bytes8(offset + directoryBytes), bytes4(1)],
  ]);
}
