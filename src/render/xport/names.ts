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
  const kept = findKept(cased, version.nameBytes);
  const taken = new Set(kept.keys());
  return cased.map((name, index) => {
    if (kept.get(name.toUpperCase()) === index) return name;
    const original = names[index] ?? name;
    const problem = fits(name, version.nameBytes)
      ? `differs from another in nothing but case, which ${version.name} does not tell apart`
      : `does not fit; ${version.name} takes names of up to ${version.nameBytes} letters, digits and underscores`;
    if (!lossy.rename) {
      throw new AppError('FORMAT_CANNOT_HOLD', {
        details: `${dataset.name}: ${what} ${original} ${problem}.`,
      });
    }
    const renamed = findFree(name, version.nameBytes, taken);
    taken.add(renamed.toUpperCase());
    note(`${dataset.name}: ${what} ${original} is called ${renamed}.`);
    return renamed;
  });
}

/** Which of the names, in upper case, stay as they are, and where the first of each stands. */
function findKept(names: readonly string[], mostBytes: number): ReadonlyMap<string, number> {
  const kept = new Map<string, number>();
  names.forEach((name, index) => {
    const upper = name.toUpperCase();
    if (fits(name, mostBytes) && !kept.has(upper)) kept.set(upper, index);
  });
  return kept;
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
