import type { Column } from '../../domain/dataset.ts';
import { createFault } from '../createFault.ts';
import { toTextColumn } from '../toTextColumn.ts';

/** What a file says of its dataset. */
export type Metadata = { name: string; label: string; records: number; columns: readonly Column[] };

/** The attributes that are read; all are required by the standard. */
export const ATTRIBUTES: readonly string[] = ['datasetJSONVersion', 'records', 'name', 'label', 'columns'];

const VERSION = /^1\.1(\.\d+)?$/;
const MOST_LENGTH = 2 ** 31 - 1;
/** Neither can be stored: NUL, and halves of a surrogate pair. */
const UNSTORABLE = /[\0\p{Cs}]/u;

/** Checks the attributes of Dataset-JSON 1.1. Throws BAD_IMPORT_FILE naming attribute or column. */
export function readMetadata(fileName: string, attributes: ReadonlyMap<string, unknown>): Metadata {
  const fail = (problem: string): never => {
    throw createFault(fileName, {}, problem);
  };
  const missing = ATTRIBUTES.filter((name) => !attributes.has(name));
  if (missing.length > 0) fail(`${missing.join(', ')} must stand before the rows.`);
  const version = attributes.get('datasetJSONVersion');
  if (typeof version !== 'string' || !VERSION.test(version)) fail('it is not Dataset-JSON 1.1.');
  const records = attributes.get('records');
  if (typeof records !== 'number' || !Number.isSafeInteger(records) || records < 0) {
    return fail('records is no whole number.');
  }
  const name = attributes.get('name');
  if (!isText(name) || name === '') return fail('the dataset has no name.');
  const label = attributes.get('label');
  if (!isText(label)) return fail('label is no text.');
  const columns = attributes.get('columns');
  if (!Array.isArray(columns)) return fail('columns is no list.');
  return {
    name: name.toUpperCase(),
    label,
    records,
    columns: columns.map((column: unknown, index) => readColumn(fileName, column, index + 1)),
  };
}

const isText = (value: unknown): value is string => typeof value === 'string' && !UNSTORABLE.test(value);

function readColumn(fileName: string, described: unknown, position: number): Column {
  const members = new Map<string, unknown>(
    typeof described === 'object' && described !== null ? Object.entries(described) : [],
  );
  const name = members.get('name');
  const fail = (problem: string): never => {
    throw createFault(fileName, { column: isText(name) && name !== '' ? name : `${position}` }, problem);
  };
  const label = members.get('label') ?? '';
  if (!isText(name)) return fail('its name is no text.');
  if (!isText(label)) return fail('its label is no text.');
  const column = toColumn(name, label, members) ?? fail('its dataType is none of Dataset-JSON 1.1.');
  const length = members.get('length');
  const displayFormat = members.get('displayFormat');
  if (length !== undefined && !isLength(length)) return fail('its length is no whole number from 1.');
  if (displayFormat !== undefined && !isText(displayFormat)) return fail('its displayFormat is no text.');
  return {
    ...column,
    // Of numbers the file tells characters, we keep bytes.
    ...(isLength(length) && column.type === 'string' && { length }),
    ...(isText(displayFormat) && displayFormat !== '' && { displayFormat }),
  };
}

const isLength = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= MOST_LENGTH;

/** Dates are text that may be partial, unless the file says that they count days or seconds. */
function toColumn(name: string, label: string, members: ReadonlyMap<string, unknown>): Column | undefined {
  const dataType = members.get('dataType');
  switch (dataType) {
    case 'string':
    case 'URI':
      return toTextColumn(name, label);
    case 'integer':
    case 'decimal':
    case 'float':
    case 'boolean':
      return { name, label, type: dataType };
    case 'double':
      return { name, label, type: 'float' };
    case 'date':
    case 'time':
    case 'datetime':
      return members.get('targetDataType') === 'integer'
        ? { name, label, type: dataType }
        : { name, label, type: 'string', logicalType: dataType };
    default:
      return undefined;
  }
}
