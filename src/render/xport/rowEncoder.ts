import type { Cell } from '../../domain/dataset.ts';
import { AppError } from '../../domain/errors.ts';
import { MagnitudeError, writeIbmNumber, writeMissing } from './ibmNumber.ts';
import type { Layout, Variable } from './layout.ts';
import { toSasTime } from './sasTime.ts';
import type { TextEncoding } from './textEncoding.ts';

const BLANK = 0x20;
const SPECIAL = /^\.[A-Z_]$/;

type Options = {
  layout: Layout;
  dataset: string;
  columns: readonly { name: string }[];
  encoding: TextEncoding;
};

/**
 * Rows of cells as the bytes of their variables. Throws FORMAT_CANNOT_HOLD with dataset, column and row for a number that
 * is too large or too close to zero, and for a character that the encoding does not have.
 */
export function createRowEncoder({ layout, dataset, columns, encoding }: Options) {
  const { variables, rowBytes } = layout;
  let rows = 0;

  const refuse = (index: number, row: number, problem: string) =>
    new AppError('FORMAT_CANNOT_HOLD', {
      details: `${dataset}.${columns[index]?.name ?? ''}, row ${row}: ${problem}.`,
    });

  function writeCell(target: Buffer, at: number, cell: Cell, index: number, variable: Variable): void {
    if (variable.isText) {
      if (cell === null || cell === '') return;
      if (encoding.write(target, cell, at, variable.sizeBytes) !== undefined) return;
      throw refuse(index, rows + 1, `a character that ${encoding.name} does not have`);
    }
    if (cell === null || cell === '') writeMissing(target, at);
    else if (SPECIAL.test(cell)) writeMissing(target, at, cell.charAt(1));
    else {
      const value = toNumber(cell, variable.type);
      if (Number.isNaN(value)) throw refuse(index, rows + 1, 'a text that is no number');
      try {
        writeIbmNumber(target, at, value);
      } catch (error) {
        if (!(error instanceof MagnitudeError)) throw error;
        throw refuse(index, rows + 1, 'a number beyond 7.2e75 or closer to zero than 5.4e-79');
      }
    }
  }

  return {
    encode(batch: readonly (readonly Cell[])[]): Buffer {
      const target = Buffer.alloc(batch.length * rowBytes, BLANK);
      let start = 0;
      for (const row of batch) {
        for (let index = 0; index < variables.length; index++) {
          const variable = variables[index];
          if (variable) writeCell(target, start + variable.offset, row[index] ?? null, index, variable);
        }
        start += rowBytes;
        rows += 1;
      }
      return target;
    },
    countRows: () => rows,
  };
}

function toNumber(cell: string, type: Variable['type']): number {
  if (type === 'date' || type === 'time' || type === 'datetime') return toSasTime(type, cell);
  // SAS has no booleans; it counts with them.
  if (type === 'boolean') return cell === 'true' ? 1 : 0;
  return Number(cell);
}
