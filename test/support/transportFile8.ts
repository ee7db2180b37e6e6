import { header, pad, record, toNamestr, toRow, type TransportMember } from './transportFile.ts';

/** Marks that a file of version 8 may be written without. */
type Options = {
  /** What OBSV8 says; the number of rows where absent, zeros as older writers leave them for null. */
  statedRows?: number | string | null;
  /** The extension that holds long labels; chosen by what there is to hold where absent. */
  labels?: 'LABELV8' | 'LABELV9';
};

/**
 * Builds a SAS transport file of version 8 for tests, laid out as ReadStat 1.1.9 writes it: long names behind the namestr's
 * short ones, labels over 40 bytes in LABELV8, with format names over 8 bytes in LABELV9.
 */
export function toTransportFile8(member: TransportMember, options: Options = {}): Buffer {
  return Buffer.concat([toLibrary8(), toMember8(member, options)]);
}

const STAMP = '24NOV26:10:00:00';

export function toLibrary8(): Buffer {
  const system = `SAS     SAS     SASLIB  6.06    bsd4.2  ${' '.repeat(24)}${STAMP}`;
  return Buffer.concat([header('LIBV8'), record(system), record(STAMP)]);
}

export function toMember8(member: TransportMember, { statedRows, labels }: Options = {}): Buffer {
  const { name, label = '', variables, rows } = member;
  const offsets = variables.map((_, index) =>
    variables.slice(0, index).reduce((sum, { size }) => sum + size, 0),
  );
  const namestrs = variables.map((variable, index) => {
    const bytes = toNamestr(variable, index, offsets[index] ?? 0);
    bytes.write(variable.name.padEnd(32), 88, 'utf8');
    bytes.writeInt16BE(Buffer.byteLength(variable.label ?? ''), 120);
    return bytes;
  });
  const stated = statedRows === undefined ? rows.length : statedRows;
  return Buffer.concat([
    header('MEMBV8', '000000000000000001600000000140'),
    header('DSCPTV8'),
    record(`SAS     ${name.padEnd(32)}SASDATA 6.06    bsd4.2  ${STAMP}`),
    record(`${STAMP}${' '.repeat(16)}${label.padEnd(40)}`),
    header('NAMSTV8', String(variables.length).padStart(10, '0').padEnd(30, '0')),
    pad(Buffer.concat(namestrs)),
    toLongTexts(member, labels),
    header('OBSV8', stated === null ? '0'.repeat(30) : String(stated).padStart(15).padEnd(30)),
    pad(Buffer.concat(rows.map((row) => toRow(variables, row)))),
  ]);
}

function toLongTexts({ variables }: TransportMember, wanted?: 'LABELV8' | 'LABELV9'): Buffer {
  const long = variables
    .map((variable, index) => ({ ...variable, number: index + 1 }))
    .filter(({ label = '', format }) => Buffer.byteLength(label) > 40 || (format?.name ?? '').length > 8);
  if (long.length === 0) return Buffer.alloc(0);
  const hasFormats = wanted === 'LABELV9' || long.some(({ format }) => (format?.name ?? '').length > 8);
  const entries = long.map(({ number, name, label = '', format = {} }) => {
    const decimals = format.decimals === undefined ? '' : `.${format.decimals}`;
    const texts = [
      name,
      label,
      ...(hasFormats ? [`${format.name ?? ''}${format.width ?? ''}${decimals}`, ''] : []),
    ];
    const sizes = [number, ...texts.map((text) => Buffer.byteLength(text))];
    const shorts = Buffer.alloc(2 * sizes.length);
    sizes.forEach((size, index) => shorts.writeUInt16BE(size, 2 * index));
    return Buffer.concat([shorts, ...texts.map((text) => Buffer.from(text))]);
  });
  return Buffer.concat([
    header(hasFormats ? 'LABELV9' : 'LABELV8', String(long.length).padEnd(30)),
    pad(Buffer.concat(entries)),
  ]);
}
