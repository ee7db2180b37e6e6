/** What a column wants, with its padding, in tenths of a point. */
export type ColumnNeed = {
  /** Nothing wraps. */
  natural: number;
  /** Words stay whole where they are not very long. */
  least: number;
  /** As wide as is good to read where there is no lack of room. */
  comfortable: number;
};

/** Widths that fill the room: each column has its least, and what is left goes where more is wanted. */
export function fitWidths(needs: readonly ColumnNeed[], room: number): number[] {
  const least = needs.reduce((sum, need) => sum + need.least, 0);
  const wanted = needs.reduce((sum, need) => sum + need.natural - need.least, 0);
  const share = wanted === 0 ? 0 : Math.min(1, (room - least) / wanted);
  return needs.map((need) => need.least + (need.natural - need.least) * share);
}
