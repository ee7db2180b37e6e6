import type { Column } from '../../domain/dataset.ts';

/** The attributes of an ItemDef (Define-XML 2.1, 5.3.11). */
export type ItemDef = {
  name: string;
  label: string;
  dataType: string;
  length: string | undefined;
  displayFormat: string | undefined;
};

const LOGICAL_TYPES: Readonly<Record<string, 'date' | 'time' | 'datetime'>> = {
  date: 'date',
  partialDate: 'date',
  time: 'time',
  partialTime: 'time',
  datetime: 'datetime',
  partialDatetime: 'datetime',
  incompleteDatetime: 'datetime',
};

/** Dates stay text whatever they are called, because real ones are partial; they keep what they mean to a filter. */
export function toDefinedColumn({ name, label, dataType, length, displayFormat }: ItemDef): Column {
  const logicalType = LOGICAL_TYPES[dataType];
  const sizeOf = Number(length);
  return {
    name,
    label,
    type: dataType === 'integer' || dataType === 'float' ? dataType : 'string',
    ...(Number.isInteger(sizeOf) && sizeOf > 0 && { length: sizeOf }),
    ...(displayFormat && { displayFormat }),
    ...(logicalType !== undefined && { logicalType }),
  };
}
