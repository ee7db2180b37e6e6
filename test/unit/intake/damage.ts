import fc from 'fast-check';

/** Numbers that a damaged or hostile file may state for what it holds. */
const COUNTS = ['0', '1', '-1', '9999999999', '2147483648', '4294967295', '9007199254740993', '1e9', ' '];

/** One piece of damage to a file: something cut off, patched, put in, left out, doubled or exchanged. */
export function anyDamage(whole: Buffer): fc.Arbitrary<Buffer> {
  const place = fc.nat(whole.length);
  const span = fc
    .tuple(place, place)
    .map(([one, other]): [number, number] => [Math.min(one, other), Math.max(one, other)]);
  const few = fc.uint8Array({ minLength: 1, maxLength: 200 });
  const cut = place.map((end) => whole.subarray(0, end));
  const patched = fc
    .tuple(fc.nat(whole.length - 1), fc.uint8Array({ minLength: 1, maxLength: 4 }))
    .map(([at, bytes]) => {
      const copy = Buffer.from(whole);
      copy.set(bytes.subarray(0, whole.length - at), at);
      return copy;
    });
  const inserted = fc
    .tuple(place, few)
    .map(([at, bytes]) => join(whole.subarray(0, at), bytes, whole.subarray(at)));
  const left = span.map(([from, to]) => join(whole.subarray(0, from), whole.subarray(to)));
  const doubled = span.map(([from, to]) => join(whole.subarray(0, to), whole.subarray(from)));
  const exchanged = fc.tuple(span, place).map(([[from, to], at]) => {
    const rest = join(whole.subarray(0, from), whole.subarray(to));
    const where = Math.min(at, rest.length);
    return join(rest.subarray(0, where), whole.subarray(from, to), rest.subarray(where));
  });
  return fc.oneof(cut, patched, inserted, left, doubled, exchanged, anyCount(whole));
}

/** Another number, as long as the one that stands there where the file counts on its place. */
function anyCount(whole: Buffer): fc.Arbitrary<Buffer> {
  const text = whole.toString('latin1');
  const found = [...text.matchAll(/ *\d+/g)];
  if (found.length === 0) return fc.constant(whole);
  return fc
    .tuple(fc.constantFrom(...found), fc.constantFrom(...COUNTS), fc.constantFrom('start', 'end', 'free'))
    .map(([number, count, how]) => {
      const length = number[0].length;
      const padded =
        how === 'start' ? count.padEnd(length).slice(0, length) : count.padStart(length).slice(-length);
      const end = number.index + length;
      const stated = Buffer.from(how === 'free' ? count : padded, 'latin1');
      return join(whole.subarray(0, number.index), stated, whole.subarray(end));
    });
}

const join = (...parts: readonly Uint8Array[]): Buffer => Buffer.concat(parts);
