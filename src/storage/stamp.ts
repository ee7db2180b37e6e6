import type { BigIntStats } from 'node:fs';

import type { FileStamp } from '../domain/fileStamp.ts';

export function toStamp({ size, mtime, ino }: BigIntStats): FileStamp {
  return { sizeBytes: Number(size), modifiedAt: mtime, inode: String(ino) };
}
