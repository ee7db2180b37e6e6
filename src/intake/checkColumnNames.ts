import type { Column } from '../domain/dataset.ts';
import { createFault, type Place } from './createFault.ts';

/** Refuses columns without a name, and names that differ in case only; `place` says where the names stand. */
export function checkColumnNames(fileName: string, place: Place, columns: readonly Column[]): void {
  const positions = new Map<string, number>();
  columns.forEach(({ name }, index) => {
    const position = index + 1;
    if (name.trim() === '')
      throw createFault(fileName, { ...place, column: `${position}` }, 'it has no name.');
    const first = positions.get(name.toUpperCase());
    if (first !== undefined) {
      throw createFault(
        fileName,
        { ...place, column: name },
        `columns ${first} and ${position} have this name.`,
      );
    }
    positions.set(name.toUpperCase(), position);
  });
}
