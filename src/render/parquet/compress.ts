import { compress as compressWith, init } from '@bokuweb/zstd-wasm';

const LEVEL = 1;
/** The library must not be made ready a second time while it is in use. */
let ready: Promise<void> | undefined;

export async function prepareCompressor(): Promise<void> {
  ready ??= init();
  await ready;
}

/** One frame of zstd (RFC 8878), once `prepareCompressor` has ended. */
export function compress(bytes: Uint8Array): Uint8Array {
  return compressWith(bytes, LEVEL);
}
