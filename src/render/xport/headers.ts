import type { Layout, Variable } from './layout.ts';
import type { TextEncoding } from './textEncoding.ts';
import { XPORT_8, type XportVersion } from './xportVersion.ts';

export const RECORD_BYTES = 80;
const NAMESTR_BYTES = 140;
/** The same data gives the same bytes: the moment is the epoch of SAS, not the one of writing. */
const MOMENT = '01JAN60:00:00:00';
const SAS_VERSION = '9.4';
const SYSTEM = 'Linux';

type File = { version: XportVersion; encoding: TextEncoding };

/** Everything before the first row (TS-140, and the record layout of versions 8 and 9). */
export function encodeHeaders(layout: Layout, rowCount: number, file: File): Buffer {
  const { version } = file;
  const { headers } = version;
  return Buffer.concat([
    header(headers.library),
    record(
      pad('SAS', 8) +
        pad('SAS', 8) +
        pad('SASLIB', 8) +
        pad(SAS_VERSION, 8) +
        pad(SYSTEM, 8) +
        pad('', 24) +
        MOMENT,
    ),
    record(MOMENT),
    header(headers.member, `${'0'.repeat(17)}1600000000140`),
    header(headers.descriptor),
    record(
      pad('SAS', 8) +
        pad(layout.name, version.nameBytes) +
        pad('SASDATA', 8) +
        pad(SAS_VERSION, 8) +
        pad(SYSTEM, 8) +
        pad('', 32 - version.nameBytes) +
        MOMENT,
    ),
    describeLabel(layout, file),
    header(headers.namestr, `000000${String(layout.variables.length).padStart(4, '0')}${'0'.repeat(20)}`),
    padded(
      Buffer.concat(layout.variables.map((variable, index) => encodeNamestr(variable, index + 1, file))),
    ),
    encodeLongLabels(layout.variables, file),
    header(headers.rows, version === XPORT_8 ? String(rowCount).padStart(15).padEnd(30) : undefined),
  ]);
}

function describeLabel({ label }: Layout, { encoding }: File): Buffer {
  const bytes = record(MOMENT);
  encoding.write(bytes, label, 32, 40);
  return bytes;
}

/** 140 bytes that describe a variable. Texts that are not there are blanks: SAS takes NULs for a name. */
function encodeNamestr(variable: Variable, number: number, { version, encoding }: File): Buffer {
  const bytes = Buffer.alloc(NAMESTR_BYTES);
  const { format } = variable;
  bytes.writeInt16BE(variable.isText ? 2 : 1, 0);
  bytes.writeInt16BE(variable.sizeBytes, 4);
  bytes.writeInt16BE(number, 6);
  writeText(bytes, variable.name, 8, 8, encoding);
  writeText(bytes, variable.label, 16, 40, encoding);
  writeText(bytes, format.name, 56, 8, encoding);
  bytes.writeInt16BE(format.width, 64);
  bytes.writeInt16BE(format.decimals, 66);
  writeText(bytes, '', 72, 8, encoding);
  bytes.writeInt32BE(variable.offset, 84);
  if (version === XPORT_8) {
    writeText(bytes, variable.name, 88, 32, encoding);
    bytes.writeInt16BE(encoding.measure(variable.label), 120);
    bytes.writeInt16BE(format.name.length > 8 ? format.name.length : 0, 122);
  }
  return bytes;
}

/** Labels that a namestr cuts, and, in LABELV9, format names that it cuts. */
function encodeLongLabels(variables: readonly Variable[], { version, encoding }: File): Buffer {
  if (version !== XPORT_8) return Buffer.alloc(0);
  const hasLongFormat = variables.some(({ format }) => format.name.length > 8);
  const long = variables
    .map((variable, index) => ({ variable, number: index + 1 }))
    .filter(({ variable }) => encoding.measure(variable.label) > 40 || variable.format.name.length > 8);
  if (long.length === 0) return Buffer.alloc(0);
  const entries = long.map(({ variable, number }) => {
    const texts = [variable.name, variable.label];
    if (hasLongFormat) texts.push(describeFormat(variable), '');
    const sizes = texts.map((text) => encoding.measure(text));
    const bytes = Buffer.alloc(2 + 2 * texts.length + sizes.reduce((sum, size) => sum + size, 0));
    bytes.writeInt16BE(number, 0);
    let at = 2 + 2 * texts.length;
    texts.forEach((text, index) => {
      bytes.writeInt16BE(sizes[index] ?? 0, 2 + 2 * index);
      at += encoding.write(bytes, text, at, sizes[index] ?? 0) ?? 0;
    });
    return bytes;
  });
  const name = hasLongFormat ? 'LABELV9' : 'LABELV8';
  return Buffer.concat([header(name, String(long.length).padEnd(30)), padded(Buffer.concat(entries))]);
}

/** With its point, as a FORMAT statement takes it. Readers let it stand in the namestr's place, so no listed one is left out. */
function describeFormat({ format: { name, width, decimals } }: Variable): string {
  if (name === '' && width === 0) return '';
  return `${name}${width === 0 ? '' : width}.${decimals === 0 ? '' : decimals}`;
}

/** `HEADER RECORD*******NAME    HEADER RECORD!!!!!!!` and thirty characters. */
function header(name: string, text = '0'.repeat(30)): Buffer {
  return record(`HEADER RECORD*******${pad(name, 8)}HEADER RECORD!!!!!!!${text}`);
}

function record(text: string): Buffer {
  return Buffer.from(pad(text, RECORD_BYTES), 'latin1');
}

const pad = (text: string, size: number) => text.padEnd(size);

function writeText(target: Buffer, text: string, offset: number, size: number, encoding: TextEncoding): void {
  target.fill(0x20, offset, offset + size);
  encoding.write(target, text, offset, size);
}

/** Blanks up to the next record. */
function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(paddingOf(bytes.length), 0x20)]);
}

export function paddingOf(sizeBytes: number): number {
  return (RECORD_BYTES - (sizeBytes % RECORD_BYTES)) % RECORD_BYTES;
}
