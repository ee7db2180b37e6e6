import { concede } from './concede.ts';
import type { LayoutOrder } from './layoutOrder.ts';

/**
 * A label that encoding and version hold. Throws FORMAT_CANNOT_HOLD naming the place where it does not fit and may not be
 * changed.
 */
export function toLabel(
  label: string,
  order: Pick<LayoutOrder, 'version' | 'encoding' | 'lossy' | 'note'> & { place: string; mostBytes: number },
): string {
  const { version, encoding, place, mostBytes } = order;
  const lacking = encoding.findLacking(label);
  if (lacking !== undefined) {
    concede(order, {
      problem: `${place}: a label with ${toCodePoint(lacking)}, which ${encoding.name} does not have`,
      instead: 'a question mark stands for each such character',
    });
  }
  const held = encoding.replaceLacking(label);
  const bytes = encoding.measure(held);
  if (bytes <= mostBytes) return held;
  concede(order, {
    problem: `${place}: a label of ${bytes} bytes; ${version.name} holds ${mostBytes}`,
    instead: 'it is cut',
  });
  return encoding.cut(held, mostBytes);
}

function toCodePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
