import type { Column } from '../../domain/dataset.ts';
import { toTextColumn } from '../toTextColumn.ts';
import type { SourceFile } from '../sourceFile.ts';
import type { Member, Variable } from './member.ts';
import { readBlocks } from './readBlocks.ts';
import { readNumber } from './readNumber.ts';
import { findTemporalType, fitsTemporal, type TemporalType } from './temporal.ts';
import { toDisplayFormat } from './toDisplayFormat.ts';

/**
 * The columns of a dataset. A number with a date, time or date-time format becomes that, unless one of its values cannot
 * be said so (durations of more than a day, fractions of a day): then the column stays a number with its format.
 */
export async function toColumns(file: SourceFile, member: Member, signal: AbortSignal): Promise<Column[]> {
  const temporal = await findTemporal(file, member, signal);
  return member.variables.map((variable) => {
    const displayFormat = toDisplayFormat(variable);
    return {
      ...(variable.isText
        ? toTextColumn(variable.name, variable.label)
        : { name: variable.name, label: variable.label, type: temporal.get(variable) ?? 'float' }),
      length: variable.sizeBytes,
      ...(displayFormat !== undefined && { displayFormat }),
    };
  });
}

async function findTemporal(file: SourceFile, member: Member, signal: AbortSignal) {
  const types = new Map<Variable, TemporalType>();
  for (const variable of member.variables) {
    const type = variable.isText ? undefined : findTemporalType(variable.formatName);
    if (type !== undefined) types.set(variable, type);
  }
  if (types.size === 0) return types;
  for await (const bytes of readBlocks(file, member, signal)) {
    for (let rowStart = 0; rowStart < bytes.length; rowStart += member.rowBytes) {
      for (const [variable, type] of types) {
        const value = readNumber(bytes, rowStart + variable.offset, variable.sizeBytes);
        if (typeof value === 'number' && !fitsTemporal(type, value)) types.delete(variable);
      }
    }
  }
  return types;
}
