/** Byte arrays one behind the other in memory that two threads see: nothing is left to collect in either. */
export type SharedPages = { memory: SharedArrayBuffer; sizes: readonly number[] };

/** The same arrays in groups of so many bytes at most; one that is larger stands alone. */
export function groupPages(pages: readonly Uint8Array[], mostBytes: number): Uint8Array[][] {
  const groups: Uint8Array[][] = [];
  let sizeBytes = Infinity;
  for (const page of pages) {
    sizeBytes += page.length;
    const last = groups.at(-1);
    if (last !== undefined && sizeBytes <= mostBytes) last.push(page);
    else {
      groups.push([page]);
      sizeBytes = page.length;
    }
  }
  return groups;
}

/** Puts arrays into memory that it keeps, over those of the last time. */
export function createPageSharer(): (pages: readonly Uint8Array[]) => SharedPages {
  let memory = new SharedArrayBuffer(0);
  return (pages) => {
    const sizes = pages.map((page) => page.length);
    const sizeBytes = sizes.reduce((sum, size) => sum + size, 0);
    if (sizeBytes > memory.byteLength) memory = new SharedArrayBuffer(sizeBytes);
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
