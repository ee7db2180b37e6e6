import type { Column } from '../../domain/dataset.ts';
import type { ReportHeading } from '../fileRenderer.ts';
import type { RowSet } from '../rowSet.ts';

/** Dataset-JSON 1.1, top-level attributes without `rows`, in the order that the standard recommends to those who stream. */
export function describeDataset({ name, label, rowCount, columns }: RowSet, heading: ReportHeading) {
  return {
    datasetJSONCreationDateTime: heading.snapshotAt,
    datasetJSONVersion: '1.1.0',
    fileOID: `${heading.jobId}.${name}`,
    originator: heading.customer,
    sourceSystem: heading.service,
    ...(heading.study !== null && heading.study !== '' && { studyOID: heading.study }),
    itemGroupOID: `IG.${name}`,
    records: rowCount,
    name,
    label,
    columns: columns.map((column) => describeColumn(name, column)),
  };
}

function describeColumn(dataset: string, column: Column) {
  return {
    itemOID: `IT.${dataset}.${column.name}`,
    name: column.name,
    label: column.label,
    ...toDataType(column),
  };
}

/** What SAS shows its counts of days and seconds with, where the source does not say. */
const DISPLAY_FORMATS = { date: 'DATE9.', time: 'TIME8.', datetime: 'DATETIME20.' } as const;

/** The combinations of the standard's table "Supported Column Data Type Combinations". */
function toDataType({ type, logicalType, length, displayFormat }: Column) {
  const shown = { ...(displayFormat !== undefined && displayFormat !== '' && { displayFormat }) };
  switch (type) {
    case 'string':
      return {
        dataType: logicalType ?? type,
        // Of characters; of numbers we know the bytes of the source.
        ...(length !== undefined && length >= 1 && { length }),
        ...shown,
      };
    case 'decimal':
      return { dataType: type, targetDataType: 'decimal', ...shown };
    case 'date':
    case 'time':
    case 'datetime':
      return { dataType: type, targetDataType: 'integer', displayFormat: DISPLAY_FORMATS[type], ...shown };
    case 'integer':
    case 'float':
    case 'boolean':
      return { dataType: type, ...shown };
  }
}
