import type { Column } from '../../domain/dataset.ts';

/** What a define.xml says of one dataset; columns in its order. */
export type DefinedDataset = { name: string; label: string; columns: readonly Column[] };

/** A define.xml: its file name, and its datasets by their names in upper case. */
export type Define = { fileName: string; datasets: ReadonlyMap<string, DefinedDataset> };
