/** COPY's binary format as PostgreSQL documents it: rows of cells that are bytes or null, in pieces of so many bytes. */
export async function* copyBinary(
  rows: readonly (readonly (Buffer | null)[])[],
  chunkBytes: number,
): AsyncGenerator<Buffer> {
  const header = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
  const all = Buffer.concat([header, ...rows.map(toRow), Buffer.from([0xff, 0xff])]);
  for (let at = 0; at < all.length; at += chunkBytes) yield Buffer.from(all.subarray(at, at + chunkBytes));
  await Promise.resolve();
}

function toRow(cells: readonly (Buffer | null)[]): Buffer {
  const count = Buffer.alloc(2);
  count.writeInt16BE(cells.length);
  const fields = cells.flatMap((cell) => {
    const length = Buffer.alloc(4);
    length.writeInt32BE(cell?.length ?? -1);
    return [length, cell ?? Buffer.alloc(0)];
  });
  return Buffer.concat([count, ...fields]);
}
