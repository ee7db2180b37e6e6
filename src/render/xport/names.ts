import { AppError } from '../../domain/errors.ts';
import type { LayoutOrder } from './layoutOrder.ts';

const ALLOWED = /^[A-Z_a-z][\w]*$/;

/**
 * Names as the version takes them, unique without regard to case. Throws FORMAT_CANNOT_HOLD where one does not fit and
 * may not be renamed; a rename keeps the first characters unless two would be equal, and then counts.
 */
export function toNames(
  names: readonly string[],
  what: string,
  { version, dataset, lossy, note }: Pick<LayoutOrder, 'version' | 'dataset' | 'lossy' | 'note'>,
): string[] {
  const cased = names.map((name) => (version.upperCase ? name.toUpperCase() : name));
  const taken = new Set(
    cased.filter((name) => fits(name, version.nameBytes)).map((name) => name.toUpperCase()),
  );
  return cased.map((name, index) => {
    if (fits(name, version.nameBytes)) return name;
    const original = names[index] ?? name;
    const problem = `${dataset.name}: ${what} ${original} does not fit; ${version.name} takes names of up to ${version.nameBytes} letters, digits and underscores`;
    if (!lossy.rename) throw new AppError('FORMAT_CANNOT_HOLD', { details: `${problem}.` });
    const renamed = findFree(name, version.nameBytes, taken);
    taken.add(renamed.toUpperCase());
    note(`${dataset.name}: ${what} ${original} is called ${renamed}.`);
    return renamed;
  });
}

function fits(name: string, mostBytes: number): boolean {
  return ALLOWED.test(name) && name.length <= mostBytes;
}

function findFree(name: string, mostBytes: number, taken: ReadonlySet<string>): string {
  const clean = name.replaceAll(/\W/g, '_').replace(/^(?=\d)/, '_');
  const whole = clean === '' ? '_' : clean;
  for (let number = 1; ; number++) {
    const end = number === 1 ? '' : String(number);
    const candidate = whole.slice(0, mostBytes - end.length) + end;
    if (!taken.has(candidate.toUpperCase())) return candidate;
  }
}
