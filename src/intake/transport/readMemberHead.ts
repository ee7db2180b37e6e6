import { createFault, type Place } from '../createFault.ts';
import { decodeText } from './decodeText.ts';
import type { Dialect } from './dialect.ts';
import type { Member } from './member.ts';
import type { ReadAt } from './openReadAt.ts';
import { readLongTexts } from './readLongTexts.ts';
import { readVariables } from './readVariables.ts';
import { readHeaderName, RECORD_BYTES, toPaddedSize } from './transportHeader.ts';

type File = { fileName: string; dialect: Dialect; readAt: ReadAt };
type Head = Omit<Member, 'rowCount'> & { statedRows: number | undefined };

/** The description of the dataset whose member header stands at `position`. */
export async function readMemberHead({ fileName, dialect, readAt }: File, position: number): Promise<Head> {
  const { headers, nameBytes, isLong } = dialect;
  let at = position;
  const place: Place = {};

  async function take(sizeBytes: number): Promise<Buffer> {
    const bytes = await readAt(at, sizeBytes);
    if (bytes.length < sizeBytes) throw fault('the file is cut in the description of its columns.');
    at += sizeBytes;
    return bytes;
  }
  async function takeHeader(name: string, ...others: string[]): Promise<Buffer> {
    const record = await take(RECORD_BYTES);
    if ([name, ...others].includes(readHeaderName(record) ?? '')) return record;
    throw fault(`a ${name} header record was expected at byte ${at - RECORD_BYTES}.`);
  }
  const fault = (problem: string) => createFault(fileName, place, problem);

  const member = await takeHeader(headers.member);
  await takeHeader(headers.descriptor);
  const descriptor = await take(2 * RECORD_BYTES);
  const name = decodeText(descriptor.subarray(8, 8 + nameBytes)).toUpperCase();
  if (!(isLong ? /^[^\p{Cc}]+$/u : /^\w+$/).test(name))
    throw fault('a dataset has no name, or one that SAS does not allow.');
  place.dataset = name;
  const label = decodeText(descriptor.subarray(RECORD_BYTES + 32, RECORD_BYTES + 72));
  if (label.includes('\0')) throw fault('its description is damaged: it holds a NUL character.');

  const namestr = await takeHeader(headers.namestr);
  const count = Number(namestr.toString('latin1', isLong ? 53 : 54, 58));
  // 140 everywhere but on VMS, which leaves out the last four bytes.
  const sizeBytes = Number(member.toString('latin1', 74, 78));
  if (!(count > 0) || (sizeBytes !== 140 && (isLong || sizeBytes !== 136)))
    throw fault('the number of its columns is damaged.');
  const bytes = (await take(toPaddedSize(count * sizeBytes))).subarray(0, count * sizeBytes);
  const variables = readVariables({ fileName, dataset: name, bytes, sizeBytes, isLong });

  let rows = await takeHeader(headers.rows, ...(isLong ? ['LABELV8', 'LABELV9'] : []));
  const labels = readHeaderName(rows);
  if (labels !== headers.rows) {
    const hasFormats = labels === 'LABELV9';
    const textBytes = await readLongTexts({ header: rows, variables, hasFormats, take, fault });
    await take(toPaddedSize(textBytes) - textBytes);
    rows = await takeHeader(headers.rows);
  }
  const rowBytes = variables.reduce((sum, variable) => sum + variable.sizeBytes, 0);
  const statedRows = isLong ? readRowCount(rows) : undefined;
  return { name, label, variables, rowBytes, start: at, statedRows };
}

/** Right-aligned in 15 characters; writers that did not know it left zeros or blanks. */
function readRowCount(record: Buffer): number | undefined {
  const stated = /^ *(\d+) *$/.exec(record.toString('latin1', 48, 63))?.[1];
  return stated === undefined || Number(stated) === 0 ? undefined : Number(stated);
}
