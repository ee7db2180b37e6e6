import type { DatasetSource } from '../../src/domain/dataset.ts';

/** The columns that are text in one of two forms of a dataset and numbers in the other, a sentence each. */
export function compareColumnTypes(
  sources: readonly DatasetSource[],
  others: readonly DatasetSource[],
): string[] {
  return sources.flatMap(({ name, columns }) => {
    const other = others.find((candidate) => candidate.name === name);
    return columns.flatMap((column) => {
      const twin = other?.columns.find((candidate) => candidate.name === column.name);
      const isSame = twin === undefined || (twin.type === 'string') === (column.type === 'string');
      return isSame ? [] : [`${name}: ${column.name} is ${column.type} here and ${twin.type} there`];
    });
  });
}
