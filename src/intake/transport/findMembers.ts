import { createFault } from '../createFault.ts';
import type { SourceFile } from '../sourceFile.ts';
import { countRows } from './countRows.ts';
import { findDialect, type Dialect } from './dialect.ts';
import { isCport } from './isTransport.ts';
import type { Member } from './member.ts';
import type { ReadAt } from './openReadAt.ts';
import { readMemberHead } from './readMemberHead.ts';
import { readHeaderName, RECORD_BYTES, toHeaderStart, toPaddedSize } from './transportHeader.ts';

const LIBRARY_BYTES = 3 * RECORD_BYTES;
const BLOCK_BYTES = RECORD_BYTES * 12_800;

/** All datasets of a transport file, wherever they lie in it. */
export async function findMembers(file: SourceFile, readAt: ReadAt, signal: AbortSignal): Promise<Member[]> {
  const dialect = findFileDialect(file);
  const members: Member[] = [];
  let position = LIBRARY_BYTES;
  while (members.length === 0 || position < file.sizeBytes) {
    signal.throwIfAborted();
    const { statedRows, ...head } = await readMemberHead({ fileName: file.name, dialect, readAt }, position);
    const end =
      statedRows === undefined
        ? await findDataEnd({ file, dialect, readAt, start: head.start }, signal)
        : Math.min(head.start + toPaddedSize(statedRows * head.rowBytes), file.sizeBytes);
    const counted = await countRows({ fileName: file.name, member: head, end, readAt, statedRows });
    members.push({ ...head, rowCount: counted });
    position = end;
  }
  return members;
}

function findFileDialect({ name, head }: SourceFile): Dialect {
  const dialect = findDialect(readHeaderName(head));
  if (dialect !== undefined) return dialect;
  const problem = isCport(head)
    ? 'it was written by PROC CPORT, which only SAS reads; write it with the XPORT engine (version 5) or %LOC2XPT (version 8).'
    : 'it does not begin with the header record of a SAS transport file.';
  throw createFault(name, {}, problem);
}

type Data = { file: SourceFile; dialect: Dialect; readAt: ReadAt; start: number };

/** The next member header, which only counts at a record's beginning and before a descriptor header, or the file's end. */
async function findDataEnd({ file, dialect, readAt, start }: Data, signal: AbortSignal): Promise<number> {
  const { member, descriptor } = dialect.headers;
  const wanted = toHeaderStart(member);
  for (let position = start; position < file.sizeBytes; position += BLOCK_BYTES) {
    signal.throwIfAborted();
    const block = await readAt(position, BLOCK_BYTES + RECORD_BYTES);
    for (let at = block.indexOf(wanted); at !== -1; at = block.indexOf(wanted, at + 1)) {
      const next = block.subarray(at + RECORD_BYTES);
      if (at < BLOCK_BYTES && at % RECORD_BYTES === 0 && readHeaderName(next) === descriptor)
        return position + at;
    }
  }
  return file.sizeBytes;
}
