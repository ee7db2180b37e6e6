import { createFault } from '../createFault.ts';
import type { SourceFile } from '../sourceFile.ts';
import { countRows } from './countRows.ts';
import { isCport } from './isTransport.ts';
import type { Member } from './member.ts';
import { readMemberHead, type ReadAt } from './readMemberHead.ts';
import { MEMBER_HEADER, readHeaderName, RECORD_BYTES } from './transportHeader.ts';

const LIBRARY_BYTES = 3 * RECORD_BYTES;
const BLOCK_BYTES = RECORD_BYTES * 12_800;

/** All datasets of a transport file, wherever they lie in it. */
export async function findMembers(file: SourceFile, readAt: ReadAt, signal: AbortSignal): Promise<Member[]> {
  checkLibrary(file);
  const members: Member[] = [];
  let position = LIBRARY_BYTES;
  while (members.length === 0 || position < file.sizeBytes) {
    const head = await readMemberHead(file.name, readAt, position);
    const end = await findDataEnd({ file, readAt, start: head.start }, signal);
    members.push({ ...head, rowCount: await countRows({ fileName: file.name, member: head, end, readAt }) });
    position = end;
  }
  return members;
}

function checkLibrary({ name, head }: SourceFile): void {
  const header = readHeaderName(head);
  if (header === 'LIBRARY') return;
  const problem = isCport(head)
    ? 'it was written by PROC CPORT, which only SAS reads; write it with the XPORT engine (version 5).'
    : header === 'LIBV8'
      ? 'it is a transport file of version 8; version 5 is taken.'
      : 'it does not begin with the header record of a SAS transport file (version 5).';
  throw createFault(name, {}, problem);
}

/** The next MEMBER header, which only counts at a record's beginning and before a DSCRPTR header, or the file's end. */
async function findDataEnd(
  { file, readAt, start }: { file: SourceFile; readAt: ReadAt; start: number },
  signal: AbortSignal,
): Promise<number> {
  for (let position = start; position < file.sizeBytes; position += BLOCK_BYTES) {
    signal.throwIfAborted();
    const block = await readAt(position, BLOCK_BYTES + RECORD_BYTES);
    for (let at = block.indexOf(MEMBER_HEADER); at !== -1; at = block.indexOf(MEMBER_HEADER, at + 1)) {
      const next = block.subarray(at + RECORD_BYTES);
      if (at < BLOCK_BYTES && at % RECORD_BYTES === 0 && readHeaderName(next) === 'DSCRPTR')
        return position + at;
    }
  }
  return file.sizeBytes;
}
