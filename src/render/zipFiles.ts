import { PassThrough, pipeline, type Readable } from 'node:stream';

import { ZipFile } from 'yazl';

import { toReadable } from './toReadable.ts';

/** A file of an archive; its bytes are asked for when its turn comes, one file after the other. */
export type ZipEntry = { name: string; open: () => AsyncIterable<Uint8Array> };

/**
 * The first moment that a ZIP can name, in its own way of writing local time and without the field that holds UTC, so that
 * the same files give the same bytes whenever and wherever they are packed.
 */
const ENTRY = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true, compressionLevel: 1 };

/** One ZIP of all files, in order; ZIP64 only where sizes need it. An error of any file is the stream's. */
export function zipFiles(entries: readonly ZipEntry[]): Readable {
  const zip = new ZipFile();
  const output = new PassThrough();
  let current: Readable | undefined;
  pipeline(zip.outputStream, output, () => current?.destroy());
  const fail = (error: Error): void => {
    output.destroy(error);
  };
  zip.on('error', fail);
  for (const { name, open } of entries) {
    zip.addReadStreamLazy(name, ENTRY, (give) => {
      current = toReadable(open());
      current.once('error', fail);
      give(undefined, current);
    });
  }
  zip.end();
  return output;
}
