import type { SourceFile } from '../sourceFile.ts';

/** A file of the SAS transport family, of whatever version; `PROC CPORT` writes two kinds of its own. */
export function isTransport({ head }: SourceFile): boolean {
  const text = head.toString('latin1', 0, 20);
  return text === 'HEADER RECORD*******' || isCport(head);
}

export function isCport(head: Buffer): boolean {
  return /^(\*\*COMPRESSED\*\*|LIB CONTROL)/.test(head.toString('latin1', 0, 20));
}
