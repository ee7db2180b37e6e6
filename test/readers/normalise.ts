import type { DataType } from '../../src/domain/dataset.ts';
import type { ReadCell } from './readWith.ts';

const SAS_EPOCH_MS = Date.UTC(1960, 0, 1);
const DAY_MS = 86_400_000;
const SPECIAL = /^\.[A-Z_]$/;

/** A cell in one spelling, whoever read it: a text, a number, a day, seconds of a day, milliseconds or a truth. */
export function normalise(type: DataType, cell: ReadCell): ReadCell {
  if (type === 'string') return cell === null ? '' : String(cell);
  if (cell === null || cell === '') return null;
  if (isSpecial(type, cell)) return cell;
  switch (type) {
    case 'date':
      return toDay(cell);
    case 'time':
      return typeof cell === 'number' ? cell : toSeconds(cell);
    case 'datetime':
      return typeof cell === 'number' ? SAS_EPOCH_MS + cell * 1000 : toMoment(cell);
    case 'boolean':
      return toTruth(cell);
    case 'integer':
    case 'float':
    case 'decimal':
      return Number(cell);
  }
}

/** A SAS special missing value, as the database and R's haven are made to spell it here. */
export function isSpecial(type: DataType, cell: ReadCell): boolean {
  return type !== 'string' && typeof cell === 'string' && SPECIAL.test(cell);
}

const toDay = (cell: ReadCell): string =>
  typeof cell === 'number'
    ? new Date(SAS_EPOCH_MS + cell * DAY_MS).toISOString().slice(0, 10)
    : String(cell).slice(0, 10);

/** LibreOffice writes the hours of an American clock. */
function toSeconds(cell: ReadCell): number {
  const [, hours, minutes, seconds, half] = /^(\d+):(\d+):([\d.]+) ?([AP]M)?$/.exec(String(cell)) ?? [];
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (half === 'PM' ? 12 : 0);
  return hour * 3600 + Number(minutes) * 60 + Number(seconds);
}

const toMoment = (cell: ReadCell): number => Date.parse(`${String(cell).replace(' ', 'T')}Z`);

/** SAS has no booleans; it counts with them. */
const toTruth = (cell: ReadCell): boolean => ['true', 't', '1'].includes(String(cell).toLowerCase());
