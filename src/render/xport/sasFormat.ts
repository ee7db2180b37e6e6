import type { Column } from '../../domain/dataset.ts';
import { concede } from './concede.ts';
import type { LayoutOrder } from './layoutOrder.ts';

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

/** What the two bytes of a namestr hold. */
const MOST_WIDTH = 32_767;

/**
 * A column's display format, or the usual one of its type. Throws FORMAT_CANNOT_HOLD naming dataset and column where the
 * version cannot hold it and it may not be left out; a part of its name would be the name of another.
 */
export function toSasFormat({ name, type, displayFormat = '' }: Column, order: LayoutOrder): SasFormat {
  const usual = OF_TYPE[type];
  if (displayFormat === '') return usual ?? NONE;
  const format = parseFormat(displayFormat);
  if (format !== undefined && format.name.length <= order.version.formatBytes && format.width <= MOST_WIDTH)
    return format;
  const what = `${order.dataset.name}.${name}: the format ${displayFormat}`;
  concede(order, {
    problem: `${what} does not fit; ${order.version.name} takes formats of SAS with names of up to ${order.version.formatBytes} characters and widths of up to ${MOST_WIDTH}`,
    instead: usual === undefined ? 'it is left out' : `${usual.name}${usual.width}. stands for it`,
  });
  return usual ?? NONE;
}

function parseFormat(text: string): SasFormat | undefined {
  const parts = PARTS.exec(text);
  if (parts === null) return undefined;
  const [, name = '', width = '', decimals = ''] = parts;
  return { name: name.toUpperCase(), width: Number(width), decimals: Number(decimals) };
}
