/** Builds SAS transport files of version 5 (TS-140) for tests, faulty ones included. */
export type TransportVariable = {
  name: string;
  label?: string;
  /** Bytes of the value; text where `isText`. */
  size: number;
  isText?: boolean;
  format?: { name?: string; width?: number; decimals?: number };
};

export type TransportMember = {
  name: string;
  label?: string;
  variables: readonly TransportVariable[];
  /** Text is padded with blanks; bytes are taken as they are. */
  rows: readonly (readonly (number | string | Buffer)[])[];
};

export function toTransportFile(...members: readonly TransportMember[]): Buffer {
  const stamp = '24NOV26:10:00:00';
  const library = [
    header('LIBRARY'),
    record(`SAS     SAS     SASLIB  9.4     X64_10  ${' '.repeat(24)}${stamp}`),
    record(stamp),
  ];
  return Buffer.concat([...library, ...members.map((member) => toMember(member, stamp))]);
}

function toMember({ name, label = '', variables, rows }: TransportMember, stamp: string): Buffer {
  const count = String(variables.length).padStart(10, '0').padEnd(30, '0');
  const offsets = variables.map((_, index) =>
    variables.slice(0, index).reduce((sum, { size }) => sum + size, 0),
  );
  return Buffer.concat([
    header('MEMBER', '000000000000000001600000000140'),
    header('DSCRPTR'),
    record(`SAS     ${name.padEnd(8)}SASDATA 9.4     X64_10  ${' '.repeat(24)}${stamp}`),
    record(`${stamp}${' '.repeat(16)}${label.padEnd(40)}`),
    header('NAMESTR', count),
    pad(Buffer.concat(variables.map((variable, index) => toNamestr(variable, index, offsets[index] ?? 0)))),
    header('OBS'),
    pad(Buffer.concat(rows.map((row) => toRow(variables, row)))),
  ]);
}

export function toNamestr(
  { name, label = '', size, isText, format = {} }: TransportVariable,
  index: number,
  offset: number,
) {
  const bytes = Buffer.alloc(140);
  bytes.writeInt16BE(isText ? 2 : 1, 0);
  bytes.writeInt16BE(size, 4);
  bytes.writeInt16BE(index + 1, 6);
  bytes.write(name.slice(0, 8).padEnd(8), 8, 'latin1');
  bytes.write(label.slice(0, 40).padEnd(40), 16, 'latin1');
  bytes.write((format.name ?? '').slice(0, 8).padEnd(8), 56, 'latin1');
  bytes.writeInt16BE(format.width ?? 0, 64);
  bytes.writeInt16BE(format.decimals ?? 0, 66);
  bytes.write(' '.repeat(8), 72, 'latin1');
  bytes.writeInt32BE(offset, 84);
  return bytes;
}

export function toRow(
  variables: readonly TransportVariable[],
  row: readonly (number | string | Buffer)[],
): Buffer {
  return Buffer.concat(
    variables.map(({ size }, index) => {
      const value = row[index] ?? '';
      if (typeof value === 'number') return toIbmDouble(value).subarray(0, size);
      const bytes = Buffer.from(value);
      return Buffer.concat([bytes, Buffer.alloc(size - bytes.length, ' ')]);
    }),
  );
}

/** The missing value `.`, or a special one. */
export const missing = (name: string, size = 8): Buffer =>
  Buffer.concat([Buffer.from(name), Buffer.alloc(size - 1)]);

/** IBM hexadecimal double of a finite number within its range. */
export function toIbmDouble(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  let fraction = Math.abs(value);
  if (fraction === 0) return bytes;
  let exponent = 64;
  for (; fraction >= 1; exponent += 1) fraction /= 16;
  for (; fraction < 1 / 16; exponent -= 1) fraction *= 16;
  bytes.writeBigUInt64BE(BigInt(fraction * 2 ** 56));
  bytes[0] = exponent + (value < 0 ? 0x80 : 0);
  return bytes;
}

export const header = (name: string, tail = '0'.repeat(30)): Buffer =>
  record(`HEADER RECORD*******${name.padEnd(8)}HEADER RECORD!!!!!!!${tail}`);

export const record = (text: string): Buffer => Buffer.from(text.padEnd(80), 'latin1');

export const pad = (bytes: Buffer): Buffer =>
  Buffer.concat([bytes, Buffer.alloc((80 - (bytes.length % 80)) % 80, ' ')]);
