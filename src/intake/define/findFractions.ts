import type { Column, DatasetSource } from '../../domain/dataset.ts';

/** What PostgreSQL's bigint takes, less the last digit. */
const WHOLE = /^\s*[+-]?\d{1,18}\s*$/;

/** The positions of columns that are to be integers and hold another number; what is no number at all is left to the import. */
export async function findFractions(
  source: DatasetSource,
  columns: readonly Column[],
  signal: AbortSignal,
): Promise<ReadonlySet<number>> {
  const suspects = new Set(columns.flatMap(({ type }, index) => (type === 'integer' ? [index] : [])));
  const fractions = new Set<number>();
  if (suspects.size === 0) return fractions;
  for await (const batch of source.rows(signal)) {
    for (const cells of batch) {
      for (const index of suspects) {
        const cell = cells[index];
        if (typeof cell !== 'string' || cell === '' || WHOLE.test(cell)) continue;
        suspects.delete(index);
        if (Number.isFinite(Number(cell))) fractions.add(index);
      }
    }
    if (suspects.size === 0) break;
  }
  return fractions;
}
