import assert from 'node:assert/strict';

import type { Column, DataType } from '../../../src/domain/dataset.ts';
import type { RenderOptions, ReportHeading } from '../../../src/render/fileRenderer.ts';
import type { RowSet } from '../../../src/render/rowSet.ts';
import { renderXlsx } from '../../../src/render/xlsx/renderXlsx.ts';
import { RENDER_OPTIONS } from '../../support/renderOptions.ts';
import { reportOf } from '../../support/reportOf.ts';
import { type ReadCell, readWorkbook, type ReadWorkbook } from './readWorkbook.ts';

type Order = {
  options?: Partial<RenderOptions>;
  heading?: Partial<ReportHeading>;
  mostSheetRows?: number;
};

/** Renders a workbook and reads it back. */
export async function renderWorkbook(
  rowSets: readonly RowSet[],
  { options, heading, mostSheetRows }: Order = {},
) {
  const report = reportOf(rowSets, heading);
  const rendered = renderXlsx(report, { ...RENDER_OPTIONS, ...options }, mostSheetRows);
  const chunks: Uint8Array[] = [];
  for await (const chunk of rendered.bytes) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  return {
    bytes,
    workbook: await readWorkbook(bytes),
    countRows: rendered.countRows,
    notes: rendered.notes?.() ?? [],
  };
}

export function sheetOf({ sheets }: ReadWorkbook, name: string) {
  const sheet = sheets.find((candidate) => candidate.name === name);
  assert.ok(sheet, `There is no sheet ${name}.`);
  return sheet;
}

/** A column with a label. */
export const column = (type: DataType, name: string = type): Column => ({
  name,
  label: `Label of ${name}`,
  type,
});

/** A text as it is read back. */
export const text = (said: string): ReadCell => ({ type: 'inlineStr', style: 0, text: said });

/** A number or a moment as it is read back. */
export const value = (number: string, style = 0): ReadCell => ({ type: 'n', style, text: number });
