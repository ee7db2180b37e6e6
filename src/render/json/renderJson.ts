import type { Column } from '../../domain/dataset.ts';
import type { RenderedRows, Report } from '../fileRenderer.ts';
import type { JsonCell } from '../jsonEncoder.ts';
import { createJsonRows, type JsonRows } from '../jsonRows.ts';
import type { RowSet } from '../rowSet.ts';
import { isNumber, SAFE_DIGITS, toJsonNumber } from './numbers.ts';

/**
 * One JSON object for all datasets: `report`, what stands above the rows, and `datasets`, each with its columns and its
 * rows, which are objects with a member for each column, as REST clients expect them.
 */
export function renderJson({ heading, datasets }: Report): RenderedRows {
  const parts = datasets.map((dataset) => ({ dataset, rows: createRows(dataset) }));

  async function* bytes(): AsyncIterable<Uint8Array> {
    yield Buffer.from(`{"report":${JSON.stringify(heading)},"datasets":[`);
    for (const [index, { dataset, rows }] of parts.entries()) {
      yield Buffer.from(`${index === 0 ? '' : ','}\n${encodeHead(dataset)},"rows":[\n`);
      yield* rows.bytes();
      yield Buffer.from('\n]}');
    }
    yield Buffer.from('\n]}\n');
  }

  return {
    bytes: bytes(),
    countRows: () => parts.reduce((sum, { rows }) => sum + rows.countRows(), 0),
    notes: () => parts.flatMap(({ rows }) => rows.notes()),
  };
}

/** An object whose last bracket is still to come. */
function encodeHead({ name, label, rowCount, columns }: RowSet): string {
  return JSON.stringify({ name, label, rowCount, columns: columns.map(toMember) }).slice(0, -1);
}

/** The members in a stated order, without what is not known. */
const toMember = ({ name, label, type, logicalType, length, displayFormat }: Column) => ({
  ...{ name, label, type, logicalType, length, displayFormat },
});

function createRows(dataset: RowSet): JsonRows {
  return createJsonRows(dataset, {
    toCell,
    open: '{',
    beforeCell: ({ name }, index) => `${index === 0 ? '' : ','}${JSON.stringify(name)}:`,
    close: '}',
    separator: ',\n',
  });
}

function toCell({ type }: Column): JsonCell {
  switch (type) {
    case 'integer':
    case 'float':
    case 'decimal':
      return { isQuoted: false, finish: createNumberCheck(type) };
    case 'boolean':
      return { isQuoted: false };
    case 'string':
    case 'date':
    case 'time':
    case 'datetime':
      return { isQuoted: true };
  }
}

/** Most numbers are few digits and stay. */
function createNumberCheck(type: 'integer' | 'float' | 'decimal'): JsonCell['finish'] {
  const kept = type === 'float' ? Infinity : SAFE_DIGITS;
  return (bytes, start, end) => {
    if (end - start <= kept && isNumber(bytes, end)) return end;
    return start + bytes.write(toJsonNumber(bytes.toString('latin1', start, end), type), start);
  };
}
