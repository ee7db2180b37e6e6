import { createFault } from '../createFault.ts';
import type { Member } from './member.ts';
import type { ReadAt } from './openReadAt.ts';
import { RECORD_BYTES } from './transportHeader.ts';

const BLANK = 0x20;

type Data = {
  fileName: string;
  member: Omit<Member, 'rowCount'>;
  end: number;
  readAt: ReadAt;
  /** What a file of version 8 says; undefined where it does not. */
  statedRows: number | undefined;
};

/**
 * The number of rows: the one that the file states, else what the bytes up to `end` hold, without the padding of the last
 * record, which is shorter than a record and blank. Rows shorter than a record that are all blank at the very end are
 * padding too. Throws BAD_IMPORT_FILE where the last row is cut.
 */
export async function countRows({ fileName, member, end, readAt, statedRows }: Data): Promise<number> {
  const { name: dataset, start, rowBytes, variables } = member;
  const sizeBytes = end - start;
  const most = Math.floor(sizeBytes / rowBytes);
  const restBytes = sizeBytes - most * rowBytes;
  const fail = (): never => {
    const column = variables.findLast((variable) => variable.offset <= restBytes)?.name ?? '';
    throw createFault(fileName, { dataset, row: most + 1, column }, 'the file is cut here.');
  };
  if (statedRows !== undefined)
    return most < statedRows || sizeBytes % RECORD_BYTES !== 0 ? fail() : statedRows;
  if (restBytes >= RECORD_BYTES || sizeBytes % RECORD_BYTES !== 0) return fail();

  const least = Math.max(0, Math.ceil((sizeBytes - RECORD_BYTES + 1) / rowBytes));
  const tailStart = start + Math.min(least, most) * rowBytes;
  const tail = await readAt(tailStart, end - tailStart);
  if (!isBlank(tail.subarray(tail.length - restBytes))) return fail();
  let count = most;
  while (count > least && isBlank(tail.subarray((count - 1 - least) * rowBytes, (count - least) * rowBytes)))
    count -= 1;
  return count;
}

const isBlank = (bytes: Buffer): boolean => bytes.every((byte) => byte === BLANK);
