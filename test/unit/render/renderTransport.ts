import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';

import type { Cell, Column } from '../../../src/domain/dataset.ts';
import { AppError } from '../../../src/domain/errors.ts';
import { type Rendered, renderOutput } from '../../../src/render/renderOutput.ts';
import { RENDER_OPTIONS } from '../../support/renderOptions.ts';
import { reportOf } from '../../support/reportOf.ts';
import { rowSetOf } from './copyCsv.ts';

export type TransportShape = {
  name?: string;
  label?: string;
  columns: readonly Column[];
  rows: readonly (readonly Cell[])[];
};

/** What a definition may allow. */
export const ALL_ALLOWED = { lossy: { rename: true, cut: true } };
export const IN_WINDOWS_1252 = { xport: { encoding: 'WINDOWS-1252' } } as const;

export async function renderTransport(
  format: 'XPORT' | 'XPORT5',
  shape: TransportShape,
  options: Partial<typeof RENDER_OPTIONS> = {},
) {
  const output = renderOutput({
    formats: [format],
    options: { ...RENDER_OPTIONS, ...options },
    report: reportOf([{ ...rowSetOf(shape), label: shape.label ?? '' }]),
    name: 'x',
    describe: ({ files }: Rendered) => files,
  });
  const bytes = await buffer(output.content);
  return { bytes, file: output.summarize().manifest[0], fileName: output.fileName };
}

/** The rows and the padding behind them. */
export function rowsOf(bytes: Buffer): Buffer {
  return bytes.subarray(bytes.indexOf('HEADER RECORD*******OBS') + 80);
}

export function numberColumn(name: string, type: Column['type'] = 'float', displayFormat?: string): Column {
  return { name, label: '', type, ...(displayFormat !== undefined && { displayFormat }) };
}

/** That the work ends with FORMAT_CANNOT_HOLD and these very details. */
export async function assertRefused(work: Promise<unknown>, details: string): Promise<void> {
  await assert.rejects(work, (error: unknown) => {
    assert.ok(error instanceof AppError, String(error));
    assert.deepEqual({ code: error.code, details: error.details }, { code: 'FORMAT_CANNOT_HOLD', details });
    return true;
  });
}
