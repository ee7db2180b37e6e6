import type { Column } from '../../domain/dataset.ts';
import type { ReportHeading } from '../fileRenderer.ts';
import type { RowSet } from '../rowSet.ts';
import { toColumnType } from './columnType.ts';
import { encode, i32, i64, list, struct, text, type Value } from './thrift.ts';

const VERSION = 2;
const OPTIONAL = 1;

export type RowGroup = { columns: readonly Value[]; rows: number; sizeBytes: number };

type Footer = { rowSet: RowSet; heading: ReportHeading; groups: readonly RowGroup[]; rows: number };

/** FileMetaData: the columns, where their chunks are, and, as key and value, what the report and its columns are called. */
export function encodeFooter({ rowSet, heading, groups, rows }: Footer): Buffer {
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
    [2, list([root, ...columns.map(toSchemaElement)])],
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

function toSchemaElement(column: Column): Value {
  const { physical, converted, logical } = toColumnType(column);
  return struct([
    [1, i32(physical)],
    [3, i32(OPTIONAL)],
    [4, text(column.name)],
    ...(converted === undefined ? [] : [[6, i32(converted)] as const]),
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
