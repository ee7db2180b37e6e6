/** What became of cells that Excel cannot take as they are, in the words of the notes. */
export const CHANGES = {
  number: 'numbers that Excel cannot hold stand as text',
  time: 'dates or times that Excel cannot show stand as text',
  missing: 'special missing values are empty cells',
  forbidden: 'texts have characters that XML forbids, which stand as _xHHHH_',
  cut: 'texts are cut to the 32,767 characters that a cell holds',
} as const;
export type Change = keyof typeof CHANGES;

/** Counts changed cells by column. */
export type Tally = { count(change: Change, column: number): void; toNotes(): string[] };

export function createTally(dataset: string, columns: readonly { name: string }[]): Tally {
  const counts = new Map<Change, number[]>();
  return {
    count(change, column) {
      const byColumn = counts.get(change) ?? columns.map(() => 0);
      counts.set(change, byColumn);
      byColumn[column] = (byColumn[column] ?? 0) + 1;
    },
    toNotes: () =>
      columns.flatMap(({ name }, column) =>
        [...counts].flatMap(([change, byColumn]) => {
          const cells = byColumn[column] ?? 0;
          return cells === 0 ? [] : [`${dataset}.${name}: ${CHANGES[change]} (cells: ${cells}).`];
        }),
      ),
  };
}
