import type { Column } from '../../domain/dataset.ts';
import { toLabel } from './labels.ts';
import type { LayoutOrder } from './layoutOrder.ts';
import { toNames } from './names.ts';
import { toSasFormat, type SasFormat } from './sasFormat.ts';
import type { XportVersion } from './xportVersion.ts';

/** One variable of a row; offsets and sizes in bytes. */
export type Variable = {
  name: string;
  label: string;
  isText: boolean;
  type: Column['type'];
  format: SasFormat;
  sizeBytes: number;
  offset: number;
};

/** Names, labels and formats fit version and encoding. */
export type Layout = { name: string; label: string; variables: Variable[]; rowBytes: number };

const NUMBER_BYTES = 8;
const RECORD_BYTES = 80;
/** Of either version. */
const DATASET_LABEL_BYTES = 40;

/** Throws FORMAT_CANNOT_HOLD naming dataset and column where something does not fit and may not be changed. */
export function toLayout(order: LayoutOrder): Layout {
  const { version, dataset, longest } = order;
  const [name = ''] = toNames([dataset.name], 'the dataset', order);
  const names = toNames(
    dataset.columns.map((column) => column.name),
    'the column',
    order,
  );
  const variables = dataset.columns.map((column, index): Omit<Variable, 'offset'> => {
    const isText = column.type === 'string';
    return {
      name: names[index] ?? '',
      label: toLabel(column.label, {
        ...order,
        place: `${dataset.name}.${column.name}`,
        mostBytes: version.labelBytes,
      }),
      isText,
      type: column.type,
      format: toSasFormat(column, order),
      sizeBytes: isText ? toTextSize(column, longest[index] ?? 0, order) : NUMBER_BYTES,
    };
  });
  guardBlankRows(variables, version);
  let rowBytes = 0;
  const placed = variables.map((variable) => {
    const offset = rowBytes;
    rowBytes += variable.sizeBytes;
    return { ...variable, offset };
  });
  const label = toLabel(dataset.label, { ...order, place: dataset.name, mostBytes: DATASET_LABEL_BYTES });
  return { name, label, variables: placed, rowBytes };
}

/**
 * The column's own length, or that of its longest text where it is greater. Where neither fits, it is the most that does:
 * whoever writes the rows cuts what is longer, or refuses it with its row.
 */
function toTextSize(column: Column, longest: number, { version, dataset, lossy, note }: LayoutOrder): number {
  const { textBytes } = version;
  const place = `${dataset.name}.${column.name}`;
  const declared = column.length ?? 0;
  if (longest > textBytes) {
    if (lossy.cut)
      note(`${place}: a text of ${longest} bytes; ${version.name} holds ${textBytes}: longer ones are cut.`);
  } else if (declared > textBytes) {
    note(
      `${place}: the length ${declared} becomes ${textBytes}, the most of ${version.name}; every text fits.`,
    );
  }
  return Math.max(1, Math.min(Math.max(longest, declared), textBytes));
}

/**
 * Blank rows at the end of a file look like its padding where a row is shorter than a record and holds no number: such a
 * row is made as long as a record.
 */
function guardBlankRows(variables: Omit<Variable, 'offset'>[], version: XportVersion): void {
  let missing = RECORD_BYTES - variables.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (variables.some(({ isText }) => !isText)) return;
  for (const variable of variables) {
    const more = Math.min(Math.max(missing, 0), version.textBytes - variable.sizeBytes);
    variable.sizeBytes += more;
    missing -= more;
  }
}
