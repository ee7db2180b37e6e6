/** What is kept for the next time; a row group of wide texts takes more, once. */
const MOST_KEPT_BYTES = 32 * 1024 * 1024;

/** Byte arrays one behind the other in memory that two threads see: nothing is left to collect in either. */
export type SharedPages = { memory: SharedArrayBuffer; sizes: readonly number[] };

/** Puts arrays into memory that it mostly keeps, over those of the last time. */
export function createPageSharer(): (pages: readonly Uint8Array[]) => SharedPages {
  let kept = new SharedArrayBuffer(0);
  return (pages) => {
    const sizes = pages.map((page) => page.length);
    const sizeBytes = sizes.reduce((sum, size) => sum + size, 0);
    const memory = sizeBytes > kept.byteLength ? new SharedArrayBuffer(sizeBytes) : kept;
    if (sizeBytes <= MOST_KEPT_BYTES) kept = memory;
    const bytes = new Uint8Array(memory);
    let at = 0;
    for (const page of pages) {
      bytes.set(page, at);
      at += page.length;
    }
    return { memory, sizes };
  };
}

/** The arrays in their place: they stand until others are shared. */
export function viewPages({ memory, sizes }: SharedPages): Uint8Array[] {
  let at = 0;
  return sizes.map((size) => new Uint8Array(memory, (at += size) - size, size));
}
