import { createHash } from 'node:crypto';

import type { OpenedFile, ReportFile } from '../../../src/jobs/ports.ts';

export type StoredFile = { file: ReportFile; content: OpenedFile; isClosed: () => boolean };

/** A file of the given bytes, and the record with its size and checksum. */
export function aStoredFile(record: ReportFile, text: string): StoredFile {
  const bytes = Buffer.from(text);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return withContent({ ...record, sizeBytes: bytes.length, sha256 }, async (buffer, position) => {
    await Promise.resolve();
    bytes.copy(buffer, 0, position);
  });
}

/** A file whose bytes come from a function of the test. */
export function withContent(file: ReportFile, read: OpenedFile['read']): StoredFile {
  let closed = false;
  const close = () => {
    closed = true;
    return Promise.resolve();
  };
  return { file, content: { stamp: file.stamp, read, close }, isClosed: () => closed };
}
