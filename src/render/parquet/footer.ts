import type { ReportHeading } from '../fileRenderer.ts';
import type { RowSet } from '../rowSet.ts';
import type { ColumnType } from './columnType.ts';
import { encode, i32, i64, list, struct, text, type Value } from './thrift.ts';

const VERSION = 2;
const OPTIONAL = 1;

export type RowGroup = { columns: readonly Value[]; rows: number; sizeBytes: number };

type Footer = {
  rowSet: RowSet;
  types: readonly ColumnType[];
  heading: ReportHeading;
  groups: readonly RowGroup[];
  rows: number;
};

/** FileMetaData: the columns, where their chunks are, and, as key and value, what the report and its columns are called. */
export function encodeFooter({ rowSet, types, heading, groups, rows }: Footer): Buffer {
  const { name, label, columns } = rowSet;
  const root = struct([
    [4, text('schema')],
    [5, i32(columns.length)],
  ]);
  const labels = Object.fromEntries(columns.map((column) => [column.name, column.label]));
  const pairs = {
    dataset: JSON.stringify({ name, label }),
    labels: JSON.stringify(labels),
    report: JSON.stringify(heading),
  };
  return encode([
    [1, i32(VERSION)],
    [2, list([root, ...types.map((type, index) => toSchemaElement(columns[index]?.name ?? '', type))])],
    [3, i64(rows)],
    [4, list(groups.map(toRowGroup))],
    [
      5,
      list(
        Object.entries(pairs).map(([key, value]) =>
          struct([
            [1, text(key)],
            [2, text(value)],
          ]),
        ),
      ),
    ],
    [6, text('clinical-report-generation')],
  ]);
}

function toSchemaElement(name: string, type: ColumnType): Value {
  const { physical, valueBytes, converted, decimal, logical } = type;
  const field = (id: number, value: number | undefined) =>
    value === undefined ? [] : [[id, i32(value)] as const];
  return struct([
    [1, i32(physical)],
    ...field(2, valueBytes),
    [3, i32(OPTIONAL)],
    [4, text(name)],
    ...field(6, converted),
    ...field(7, decimal?.scale),
    ...field(8, decimal?.precision),
    ...(logical === undefined ? [] : [[10, struct(logical)] as const]),
  ]);
}

function toRowGroup({ columns, rows, sizeBytes }: RowGroup): Value {
  return struct([
    [1, list(columns)],
    [2, i64(sizeBytes)],
    [3, i64(rows)],
  ]);
}
