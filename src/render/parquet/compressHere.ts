import { compress, init } from '@bokuweb/zstd-wasm';

import type { CompressPages } from './parquetOptions.ts';

const LEVEL = 1;
/** The library must not be made ready a second time while it is in use. */
let ready: Promise<void> | undefined;

/** Compresses where it is called. */
export const compressHere: CompressPages = async (pages) => {
  ready ??= init();
  await ready;
  return pages.map((page) => compress(page, LEVEL));
};
