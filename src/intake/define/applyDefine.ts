import type { Column, DatasetSource, InputCell } from '../../domain/dataset.ts';
import type { Define, DefinedDataset } from './define.ts';
import { findFractions } from './findFractions.ts';

export type Defined = {
  sources: DatasetSource[];
  /** What files and define.xml do not agree on, a sentence each; without values. */
  notes: string[];
};

/**
 * Gives the columns of CSV sources the types, labels and lengths that define.xml has for them; other sources say these
 * themselves. A column without a definition stays as it is. Reads the rows of columns that are to be integers.
 */
export async function applyDefine(
  sources: readonly DatasetSource[],
  define: Define,
  signal: AbortSignal,
): Promise<Defined> {
  const notes: string[] = [];
  const known = new Set<DefinedDataset>();
  const defined: DatasetSource[] = [];
  for (const source of sources) {
    const dataset = define.datasets.get(source.name.toUpperCase());
    if (dataset === undefined) notes.push(`${define.fileName} does not know the dataset ${source.name}.`);
    else {
      known.add(dataset);
      notes.push(...compareColumns(source, dataset, define.fileName));
    }
    const isTyped = dataset !== undefined && source.csvRecords !== undefined;
    defined.push(isTyped ? await applyDataset({ source, dataset, notes }, signal) : source);
  }
  const missing = [...new Set(define.datasets.values())].filter((dataset) => !known.has(dataset));
  if (missing.length > 0) {
    notes.push(
      `No file holds what ${define.fileName} defines: ${missing.map(({ name }) => name).join(', ')}.`,
    );
  }
  return { sources: defined, notes };
}

function compareColumns(source: DatasetSource, dataset: DefinedDataset, fileName: string): string[] {
  const unknown = listMissing(source.columns, dataset.columns);
  const missing = listMissing(dataset.columns, source.columns);
  return [
    ...(unknown.length === 0 ? [] : [`${source.name}: ${fileName} does not know ${unknown.join(', ')}.`]),
    ...(missing.length === 0 ? [] : [`${source.name}: ${source.fileName} lacks ${missing.join(', ')}.`]),
  ];
}

function listMissing(wanted: readonly Column[], present: readonly Column[]): string[] {
  const names = new Set(present.map(({ name }) => name.toUpperCase()));
  return wanted.filter(({ name }) => !names.has(name.toUpperCase())).map(({ name }) => name);
}

type Applying = { source: DatasetSource; dataset: DefinedDataset; notes: string[] };

async function applyDataset(
  { source, dataset, notes }: Applying,
  signal: AbortSignal,
): Promise<DatasetSource> {
  const definitions = new Map(dataset.columns.map((column) => [column.name.toUpperCase(), column]));
  const wanted = source.columns.map((column) => {
    const definition = definitions.get(column.name.toUpperCase());
    return definition === undefined ? column : { ...definition, name: column.name };
  });
  const fractions = await findFractions(source, wanted, signal);
  const columns = wanted.map((column, index): Column => {
    if (!fractions.has(index)) return column;
    notes.push(`${source.name}: ${column.name} is defined as integer, but has other numbers: it is a float.`);
    return { ...column, type: 'float' };
  });
  const isNumber = columns.map(({ type }) => type !== 'string');
  return {
    ...source,
    label: dataset.label || source.label,
    columns,
    async *rows(rowsSignal) {
      // An empty cell is no number, so it is missing.
      for await (const batch of source.rows(rowsSignal)) {
        yield batch.map((cells) =>
          cells.map((cell, index): InputCell => (cell === '' && isNumber[index] ? null : cell)),
        );
      }
    },
  };
}
