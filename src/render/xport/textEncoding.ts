/** How text becomes bytes in a transport file, which itself does not say. */
export type TextEncoding = {
  name: 'UTF-8' | 'WINDOWS-1252';
  /** What the source is asked to measure: a Windows-1252 character is one byte. */
  unit: 'bytes' | 'characters';
  measure(text: string): number;
  /** The longest beginning of whole characters that fits. */
  cut(text: string, mostBytes: number): string;
  /** The first character that has no byte in this encoding. */
  findLacking(text: string): string | undefined;
  /** The text with a question mark for each such character. */
  replaceLacking(text: string): string;
  /** Writes as many whole characters as fit; undefined where a character has no byte in this encoding. */
  write(target: Buffer, text: string, offset: number, mostBytes: number): number | undefined;
};

const UTF_8: TextEncoding = {
  name: 'UTF-8',
  unit: 'bytes',
  measure: (text) => Buffer.byteLength(text),
  cut: (text, mostBytes) => {
    const target = Buffer.alloc(mostBytes);
    return target.toString('utf8', 0, target.write(text, 0, mostBytes, 'utf8'));
  },
  findLacking: () => undefined,
  replaceLacking: (text) => text,
  write: (target, text, offset, mostBytes) => target.write(text, offset, mostBytes, 'utf8'),
};

/** The bytes 0x80 to 0x9F of Windows-1252 that are not those of Latin-1 (Unicode's mapping table CP1252). */
const SPECIAL = new Map(
  Array.from(
    '\u20AC\uFFFF\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\uFFFF\u017D\uFFFF\uFFFF\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\uFFFF\u017E\u0178',
  )
    .map((character, index) => [character.charCodeAt(0), 0x80 + index] as const)
    .filter(([code]) => code !== 0xffff),
);
const PLAIN = /^[\0-\x7F\xA0-\xFF]*$/;

function toByte(code: number): number | undefined {
  if (code < 0x80 || (code >= 0xa0 && code <= 0xff)) return code;
  return SPECIAL.get(code);
}

/** Characters of two code units have none. */
const hasByte = (character: string) =>
  character.length === 1 && toByte(character.charCodeAt(0)) !== undefined;

const WINDOWS_1252: TextEncoding = {
  name: 'WINDOWS-1252',
  unit: 'characters',
  measure: (text) => (PLAIN.test(text) ? text.length : Array.from(text).length),
  cut: (text, mostBytes) => Array.from(text).slice(0, mostBytes).join(''),
  findLacking: (text) => Array.from(text).find((character) => !hasByte(character)),
  replaceLacking: (text) => Array.from(text, (character) => (hasByte(character) ? character : '?')).join(''),
  write(target, text, offset, mostBytes) {
    if (PLAIN.test(text)) return target.write(text, offset, mostBytes, 'latin1');
    const size = Math.min(text.length, mostBytes);
    for (let index = 0; index < text.length; index++) {
      const byte = toByte(text.charCodeAt(index));
      if (byte === undefined) return undefined;
      if (index < size) target[offset + index] = byte;
    }
    return size;
  },
};

export const TEXT_ENCODINGS: Readonly<Record<TextEncoding['name'], TextEncoding>> = {
  'UTF-8': UTF_8,
  'WINDOWS-1252': WINDOWS_1252,
};
