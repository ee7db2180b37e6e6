import { createFault } from '../createFault.ts';
import { decodeText } from './decodeText.ts';
import type { Variable } from './member.ts';

type Namestrs = { fileName: string; dataset: string; bytes: Buffer; sizeBytes: number; isLong: boolean };

/**
 * The variables of a dataset from their namestrs (TS-140), in the file's order; `isLong` ones, of version 8, carry the
 * whole name behind what version 5 has.
 */
export function readVariables({ fileName, dataset, bytes, sizeBytes, isLong }: Namestrs): Variable[] {
  const variables: Variable[] = [];
  for (let at = 0; at < bytes.length; at += sizeBytes) {
    variables.push(readVariable(bytes.subarray(at, at + sizeBytes), isLong));
  }
  let offset = 0;
  variables.forEach((variable, index) => {
    const problem = findProblem(variable, offset);
    offset += variable.sizeBytes;
    if (problem === undefined) return;
    throw createFault(
      fileName,
      { dataset, column: /^\w+$/.test(variable.name) ? variable.name : `${index + 1}` },
      problem,
    );
  });
  return variables;
}

function readVariable(namestr: Buffer, isLong: boolean): Variable {
  const readText = (start: number, size: number) => decodeText(namestr.subarray(start, start + size));
  return {
    isText: namestr.readInt16BE(0) === 2,
    name: (isLong && readText(88, 32).replace(/\0+$/, '')) || readText(8, 8),
    label: readText(16, 40),
    sizeBytes: namestr.readInt16BE(4),
    offset: namestr.readInt32BE(84),
    formatName: readText(56, 8),
    formatWidth: namestr.readInt16BE(64),
    formatDecimals: namestr.readInt16BE(66),
  };
}

function findProblem(variable: Variable, expectedOffset: number): string | undefined {
  const { isText, sizeBytes, offset, name, label, formatName } = variable;
  if (`${name}${label}${formatName}`.includes('\0'))
    return 'its description is damaged: it holds a NUL character.';
  if (isText ? sizeBytes < 1 : sizeBytes < 2 || sizeBytes > 8) {
    return `its description is damaged: ${sizeBytes} bytes are no length of a ${isText ? 'text' : 'number'}.`;
  }
  if (offset === expectedOffset) return undefined;
  return `its description is damaged: it stands at byte ${offset} of a row, not at ${expectedOffset}.`;
}
