import { readPdf } from '../../unit/render/readPdf.ts';
import type { ReadTable, ReportFile } from './table.ts';

/** The tables of a listing as a screen reader meets them. Their columns have no names of their own: heads hold the label, too. */
export async function readListing({ content }: ReportFile): Promise<ReadTable[]> {
  const { headings, tables } = await readPdf(content);
  // The first heading is the report's; the others go on with the label, and with the columns that the first pages show.
  const names = headings.slice(1).map((heading) => heading.replace(/(?: – |, columns \d).*/s, ''));
  return tables.map(({ heads, rows }, index) => ({ name: names[index] ?? '', columns: heads, rows }));
}
