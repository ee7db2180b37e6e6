import type { Column } from '../../domain/dataset.ts';

/** A display format in its parts: `DATE9.` is DATE, 9, 0; `8.2` has no name. */
export type SasFormat = { name: string; width: number; decimals: number };

const NONE: SasFormat = { name: '', width: 0, decimals: 0 };
const PARTS = /^(\$?[A-Za-z_](?:\w*[A-Za-z_])?|\$)?(\d{0,5})\.?(\d{0,2})$/;

/** So that a count of days or seconds is read as what it is. */
const OF_TYPE: Readonly<Partial<Record<Column['type'], SasFormat>>> = {
  date: { name: 'DATE', width: 9, decimals: 0 },
  time: { name: 'TIME', width: 8, decimals: 0 },
  datetime: { name: 'DATETIME', width: 20, decimals: 0 },
};

/** A column's display format, or the usual one of its type; what is no SAS format counts as none. */
export function toSasFormat({ type, displayFormat }: Column): SasFormat {
  const parts = PARTS.exec(displayFormat ?? '');
  if (parts === null || displayFormat === undefined || displayFormat === '') return OF_TYPE[type] ?? NONE;
  const [, name = '', width = '', decimals = ''] = parts;
  return { name: name.toUpperCase(), width: Number(width), decimals: Number(decimals) };
}
