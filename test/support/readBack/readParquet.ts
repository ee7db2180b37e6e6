import { type FileMetaData, parquetMetadata, parquetReadObjects, parquetSchema } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { z } from 'zod';

import type { ReadTable, ReportFile } from './table.ts';

/** NaN and infinities, too. */
const NUMBER = z.custom<number>((value) => typeof value === 'number');
const BYTES = z.instanceof(Uint8Array);
const ROWS = z.array(
  z.record(z.string(), z.union([z.string(), NUMBER, z.bigint(), z.boolean(), z.date(), BYTES, z.null()])),
);

export async function readParquet({ dataset, content }: ReportFile): Promise<ReadTable[]> {
  const file = new Uint8Array(content).buffer;
  const metadata = parquetMetadata(file);
  const columns = parquetSchema(metadata).children.map(({ element }) => element.name);
  const scales = takeScales(metadata);
  const rows = ROWS.parse(await parquetReadObjects({ file, metadata, compressors }));
  const toCell = (name: string, cell: NonNullable<(typeof rows)[number][string]>) => {
    const scale = scales.get(name);
    if (cell instanceof Uint8Array) return toDecimal(BigInt.asIntN(128, readBytes(cell)), scale ?? 0);
    return typeof cell === 'bigint' && scale !== undefined ? toDecimal(cell, scale) : cell;
  };
  return [
    {
      name: dataset ?? '',
      columns,
      rows: rows.map((row) => columns.map((name) => (row[name] == null ? null : toCell(name, row[name])))),
    },
  ];
}

/** The reader makes doubles of decimals: it is told nothing of them, and their digits are put together here. */
function takeScales({ schema }: FileMetaData): Map<string, number> {
  const decimals = schema.filter(({ converted_type }) => converted_type === 'DECIMAL');
  for (const element of decimals) {
    delete element.converted_type;
    delete element.logical_type;
  }
  return new Map(decimals.map(({ name, scale = 0 }) => [name, scale]));
}

const readBytes = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);

function toDecimal(units: bigint, scale: number): string {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = scale === 0 ? '' : `.${digits.slice(-scale)}`;
  return `${units < 0n ? '-' : ''}${whole}${fraction}`;
}
