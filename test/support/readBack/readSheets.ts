import { STYLE } from '../../../src/render/xlsx/styles.ts';
import { type ReadCell as SheetCell, readWorkbook } from '../../unit/render/readWorkbook.ts';
import type { ReadCell, ReadTable, ReportFile } from './table.ts';

const DAY_MS = 86_400_000;
/** The day that Excel counts from. */
const EPOCH_MS = Date.UTC(1899, 11, 30);

/** The sheets behind the cover, each named after its dataset; a dataset's further sheets carry a number. */
export async function readSheets({ content }: ReportFile): Promise<ReadTable[]> {
  const { sheets } = await readWorkbook(content);
  return sheets.slice(1).map(({ name, rows }) => {
    const columns = Array.from(rows.get(1) ?? [], (cell) => cell?.text ?? '');
    const numbers = [...rows.keys()].filter((number) => number > 1).sort((one, other) => one - other);
    return {
      name: name.replace(/ \(\d+\)$/, ''),
      columns,
      rows: numbers.map((number) => columns.map((_, index) => toCell(rows.get(number)?.[index]))),
    };
  });
}

function toCell(cell: SheetCell | undefined): ReadCell {
  if (cell === undefined) return null;
  const { type, style, text } = cell;
  if (type === 'b') return text === '1';
  if (type !== 'n' || style < STYLE.date) return text;
  const iso = new Date(EPOCH_MS + Math.round(Number(text) * DAY_MS)).toISOString().slice(0, -1);
  if (style === STYLE.date) return iso.slice(0, 10);
  return style >= STYLE.time ? iso.slice(11) : iso;
}
