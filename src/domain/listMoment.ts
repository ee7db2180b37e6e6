/**
 * The moment at which a list's first page was read: the newest kick-off there was, and which transactions could be seen.
 * The second tells apart what was written before and became visible after.
 */
export type ListMoment = { newest: Date; snapshot: string };

/** What `parseMoment` takes; it also looks at the order of the snapshot's numbers. */
export const MOMENT_TEXT =
  /^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z)_((\d{1,18}):(\d{1,18}):((?:\d{1,18}(?:,\d{1,18})*)?))$/;
const MOST_CHARACTERS = 4_000;

/** As a caller hands it from page to page. */
export function toMomentText({ newest, snapshot }: ListMoment): string {
  return `${newest.toISOString()}_${snapshot}`;
}

/** Undefined where the text is not one that `toMomentText` makes of a PostgreSQL snapshot, `xmin:xmax:running,…`. */
export function parseMoment(text: string): ListMoment | undefined {
  const [, newest = '', snapshot = '', xmin = '', xmax = '', running = ''] =
    text.length <= MOST_CHARACTERS ? (MOMENT_TEXT.exec(text) ?? []) : [];
  const at = new Date(newest);
  if (Number.isNaN(at.getTime())) return undefined;
  const bounds = [xmin, ...(running === '' ? [] : running.split(',')), xmax].map(BigInt);
  const isAscending = bounds.every((bound, index) => index === 0 || bound >= (bounds[index - 1] ?? 0n));
  const endsBelow = running === '' || (bounds.at(-2) ?? 0n) < BigInt(xmax);
  return isAscending && endsBelow && BigInt(xmin) > 0n ? { newest: at, snapshot } : undefined;
}
