import { createFault, type Place } from '../createFault.ts';
import { decodeText } from './decodeText.ts';
import type { Member } from './member.ts';
import { readVariables } from './readVariables.ts';
import { readHeaderName, RECORD_BYTES } from './transportHeader.ts';

/** Reads bytes of the file; fewer at its end. */
export type ReadAt = (position: number, sizeBytes: number) => Promise<Buffer>;

type Head = Omit<Member, 'rowCount'>;

/** The description of the dataset whose MEMBER header stands at `position`. */
export async function readMemberHead(fileName: string, readAt: ReadAt, position: number): Promise<Head> {
  let at = position;
  const place: Place = {};

  async function take(sizeBytes: number): Promise<Buffer> {
    const bytes = await readAt(at, sizeBytes);
    if (bytes.length < sizeBytes) throw fault('the file is cut in the description of its columns.');
    at += sizeBytes;
    return bytes;
  }
  async function takeHeader(name: string): Promise<Buffer> {
    const record = await take(RECORD_BYTES);
    if (readHeaderName(record) !== name)
      throw fault(`a ${name} header record was expected at byte ${at - RECORD_BYTES}.`);
    return record;
  }
  const fault = (problem: string) => createFault(fileName, place, problem);

  const member = await takeHeader('MEMBER');
  await takeHeader('DSCRPTR');
  const descriptor = await take(2 * RECORD_BYTES);
  const name = decodeText(descriptor.subarray(8, 16)).toUpperCase();
  if (!/^\w+$/.test(name)) throw fault('a dataset has no name, or one that SAS does not allow.');
  place.dataset = name;
  const label = decodeText(descriptor.subarray(RECORD_BYTES + 32, RECORD_BYTES + 72));
  if (label.includes('\0')) throw fault('its description is damaged: it holds a NUL character.');

  const namestr = await takeHeader('NAMESTR');
  const count = Number(namestr.toString('latin1', 54, 58));
  // 140 everywhere but on VMS, which leaves out the last four bytes.
  const sizeBytes = Number(member.toString('latin1', 74, 78));
  if (!(count > 0) || (sizeBytes !== 140 && sizeBytes !== 136))
    throw fault('the number of its columns is damaged.');
  const bytes = (await take(padded(count * sizeBytes))).subarray(0, count * sizeBytes);
  const variables = readVariables({ fileName, dataset: name, bytes, sizeBytes });
  await takeHeader('OBS');
  const rowBytes = variables.reduce((sum, variable) => sum + variable.sizeBytes, 0);
  return { name, label, variables, rowBytes, start: at };
}

const padded = (sizeBytes: number): number => Math.ceil(sizeBytes / RECORD_BYTES) * RECORD_BYTES;
