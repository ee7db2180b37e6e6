import type { Column } from '../../domain/dataset.ts';
import type { Lossy } from '../fileRenderer.ts';
import type { TextEncoding } from './textEncoding.ts';
import type { XportVersion } from './xportVersion.ts';

/** How a dataset is to be laid out, what may be lost on the way, and what had to be. */
export type LayoutOrder = {
  version: XportVersion;
  encoding: TextEncoding;
  dataset: { name: string; label: string; columns: readonly Column[] };
  /** Of each column the bytes of its longest text, in this encoding. */
  longest: readonly number[];
  lossy: Lossy;
  note: (text: string) => void;
};
