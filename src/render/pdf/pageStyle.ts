/** Lengths on a page, in tenths of a point. */
export const MARGIN = 340;
/** From the page's lower edge to what stands lowest of the rows. */
export const FOOT = 440;
export const FOOTER_BASELINE = 300;

export const BODY = { size: 7, line: 84, ascent: 66 };
export const TITLE = { size: 15, line: 240, ascent: 150 };
export const SECTION = { size: 9, line: 160, ascent: 90 };
/** Between a row's text and the next row's, half of it above the line that parts them. */
export const ROW_GAP = 22;
/** Left and right of a cell's text. */
export const CELL_PADDING = 25;

const PAGES = { A4: { short: 5953, long: 8419 }, LETTER: { short: 6120, long: 7920 } };

export type PageShape = { width: number; height: number };

export function toPageShape(size: keyof typeof PAGES, isLandscape: boolean): PageShape {
  const { short, long } = PAGES[size];
  return isLandscape ? { width: long, height: short } : { width: short, height: long };
}

/** Thousandths of an em as tenths of a point. */
export function toTenths(width: number, size: number): number {
  return (width * size) / 100;
}

export function fromTenths(length: number, size: number): number {
  return (length * 100) / size;
}
