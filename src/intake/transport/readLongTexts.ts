import { decodeText } from './decodeText.ts';
import type { Variable } from './member.ts';

type LongTexts = {
  /** The LABELV8 or LABELV9 header record, which says how many variables follow. */
  header: Buffer;
  variables: Variable[];
  /** LABELV9: format and informat stand behind the label. */
  hasFormats: boolean;
  take: (sizeBytes: number) => Promise<Buffer>;
  fault: (problem: string) => Error;
};

const DAMAGED = 'the long labels of its columns are damaged.';

/**
 * Takes the labels, and with LABELV9 the formats, that namestrs are too short for, into their variables. Answers how many
 * bytes the entries have. Throws where an entry names no variable.
 */
export async function readLongTexts(texts: LongTexts): Promise<number> {
  const { header, variables, hasFormats, take, fault } = texts;
  const count = Number(/^ *(\d+) *$/.exec(header.toString('latin1', 48, 78))?.[1]);
  if (!(count >= 0 && count <= variables.length)) throw fault(DAMAGED);
  let textBytes = 0;
  for (let entry = 0; entry < count; entry += 1) {
    const sizes = toShorts(await take(hasFormats ? 10 : 6));
    const [number = 0, ...lengths] = sizes;
    const variable = variables[number - 1];
    if (variable === undefined) throw fault(DAMAGED);
    const sizeBytes = lengths.reduce((sum, length) => sum + length, 0);
    const bytes = await take(sizeBytes);
    textBytes += 2 * sizes.length + sizeBytes;
    const [, label = '', format = ''] = split(bytes, lengths);
    if (`${label}${format}`.includes('\0')) throw fault(DAMAGED);
    variables[number - 1] = { ...variable, label, ...parseFormat(format) };
  }
  return textBytes;
}

function toShorts(bytes: Buffer): number[] {
  return Array.from({ length: bytes.length / 2 }, (_, index) => bytes.readUInt16BE(2 * index));
}

function split(bytes: Buffer, lengths: readonly number[]): string[] {
  let at = 0;
  return lengths.map((length) => decodeText(bytes.subarray(at, (at += length))));
}

/** `$LONGFORMATNAME12.` as a FORMAT statement takes it, the point left out by some; nothing where it is none. */
function parseFormat(text: string): Partial<Variable> {
  const [found, name, width, decimals] = /^(\$?(?:\w*[A-Za-z_])?)(\d*)\.?(\d*)$/.exec(text) ?? [];
  if (!found || name === undefined) return {};
  return { formatName: name, formatWidth: Number(width), formatDecimals: Number(decimals) };
}
