import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';

import { fromBufferPromise } from 'yauzl';

/** The files of an archive in the order of its directory; throws where a checksum is wrong. */
export async function unzip(bytes: Buffer): Promise<{ name: string; content: Buffer }[]> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true });
  const files: { name: string; content: Buffer }[] = [];
  for await (const entry of zip.eachEntry()) {
    const content = await buffer(await zip.openReadStreamPromise(entry));
    if (crc32(content) !== entry.crc32) throw new Error(`${entry.fileName} is damaged`);
    files.push({ name: entry.fileName, content });
  }
  return files;
}
