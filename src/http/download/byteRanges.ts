import type { ByteSpan } from '../../domain/byteSpan.ts';

/** RFC 9110, 14.1.1 and 14.2: `bytes=0-499, -500`; blanks and empty list members are allowed, the unit in any case. */
const HEADER = /^bytes=([\d\s,-]*)$/i;
const SPEC = /^(\d*)-(\d*)$/;
/** RFC 9110, 17.15: many small ranges are an attack more often than a wish. */
const MOST_RANGES = 32;

/**
 * What a Range header asks for of a file: spans in the order of the request, overlapping and adjacent ones as one;
 * `unsatisfiable` where none begins inside the file; `whole` where there is none, or one to be ignored: another unit, bad
 * syntax, more than 32 ranges, an empty file.
 */
export function parseByteRanges(header: string, sizeBytes: number): 'whole' | 'unsatisfiable' | ByteSpan[] {
  const specs = (HEADER.exec(header)?.[1] ?? '').split(',').map((spec) => spec.trim());
  const asked = specs.filter((spec) => spec !== '').map((spec) => toSpan(spec, sizeBytes));
  if (asked.length === 0 || asked.length > MOST_RANGES || sizeBytes === 0) return 'whole';
  if (asked.includes('invalid')) return 'whole';
  const spans = asked.filter((span) => typeof span !== 'string');
  return spans.length === 0 ? 'unsatisfiable' : coalesce(spans);
}

function toSpan(spec: string, sizeBytes: number): ByteSpan | 'beyond' | 'invalid' {
  const [, first = '', last = ''] = SPEC.exec(spec) ?? [];
  if (first === '' && last === '') return 'invalid';
  if (first === '') {
    const start = Math.max(sizeBytes - Number(last), 0);
    return start < sizeBytes ? { start, end: sizeBytes } : 'beyond';
  }
  if (last !== '' && BigInt(last) < BigInt(first)) return 'invalid';
  const start = Number(first);
  if (start >= sizeBytes) return 'beyond';
  return { start, end: last === '' ? sizeBytes : Math.min(Number(last) + 1, sizeBytes) };
}

/** Spans that touch become one, which stands where the first of them was asked for. */
function coalesce(spans: readonly ByteSpan[]): ByteSpan[] {
  const merged: ByteSpan[] = [];
  for (const span of spans.toSorted((left, right) => left.start - right.start)) {
    const last = merged.at(-1);
    if (last !== undefined && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else merged.push({ ...span });
  }
  const placeOf = (whole: ByteSpan) =>
    spans.findIndex(({ start, end }) => whole.start <= start && end <= whole.end);
  return merged.toSorted((left, right) => placeOf(left) - placeOf(right));
}
