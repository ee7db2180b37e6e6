import assert from 'node:assert/strict';

const RECORD_BYTES = 80;
const NAMESTR_BYTES = 140;
const HEADER = /^HEADER RECORD\*{7}(.{8})HEADER RECORD!{7}(.{30}) {2}$/;

/** A header record, and what stands between it and the next one. */
export type Section = { name: string; text: string; body: Buffer };

/** The sections of a SAS transport file with one dataset, whose rows are the last one. */
export function splitSections(bytes: Buffer): Section[] {
  assert.equal(bytes.length % RECORD_BYTES, 0);
  const sections: Section[] = [];
  let start = 0;
  for (let at = 0; at < bytes.length && !/^OBS/.test(sections.at(-1)?.name ?? ''); at += RECORD_BYTES) {
    const [, name, text] = HEADER.exec(bytes.toString('latin1', at, at + RECORD_BYTES)) ?? [];
    if (name === undefined || text === undefined) continue;
    endLast(sections, bytes.subarray(start, at));
    start = at + RECORD_BYTES;
    sections.push({ name: name.trimEnd(), text, body: Buffer.alloc(0) });
  }
  endLast(sections, bytes.subarray(start));
  return sections;
}

function endLast(sections: readonly Section[], body: Buffer): void {
  const last = sections.at(-1);
  if (last !== undefined) last.body = body;
}

/** Where a namestr of version 8 has what (its record layout, and SAS's XPT2LOC); texts without the blanks behind them. */
export function readNamestrs({ body, text }: Section) {
  const count = Number(text.slice(6, 10));
  return Array.from({ length: count }, (_, index) => {
    const bytes = body.subarray(index * NAMESTR_BYTES, (index + 1) * NAMESTR_BYTES);
    const read = (start: number, size: number) => bytes.toString('utf8', start, start + size).trimEnd();
    return {
      isText: bytes.readInt16BE(0) === 2,
      sizeBytes: bytes.readInt16BE(4),
      number: bytes.readInt16BE(6),
      shortName: read(8, 8),
      format: read(56, 8),
      longName: read(88, 32),
      labelBytes: bytes.readInt16BE(120),
    };
  });
}

/** The entries of LABELV8, or of LABELV9, which have formats and informats, too. */
export function readLongLabels({ name, body, text }: Section): string[][] {
  const texts = name === 'LABELV9' ? 4 : 2;
  let at = 0;
  const entries = Array.from({ length: Number(text) }, () => {
    const number = body.readInt16BE(at);
    const sizes = Array.from({ length: texts }, (_, index) => body.readInt16BE(at + 2 + 2 * index));
    at += 2 + 2 * texts;
    const read = sizes.map((size) => body.toString('utf8', at, (at += size)));
    return [String(number), ...read];
  });
  assert.match(body.toString('latin1', at), /^ *$/);
  assert.ok(body.length - at < RECORD_BYTES);
  return entries;
}
