import { parseArgs } from 'node:util';

import { UsageError } from '../parseTokenArguments.ts';

export const DEMO_USAGE = 'npm run demo [-- --subjects N]';
const MOST_SUBJECTS = 1_000_000;

/** `subjects`: the size of a second study for measuring; null where the small one is enough. */
export function parseDemoArguments(args: readonly string[]): { subjects: number | null } {
  const text = readOption(args);
  if (text === undefined) return { subjects: null };
  const subjects = Number(text);
  if (!Number.isInteger(subjects) || subjects < 1 || subjects > MOST_SUBJECTS) {
    throw new UsageError(`--subjects takes a whole number from 1 to ${MOST_SUBJECTS}.`);
  }
  return { subjects };
}

function readOption(args: readonly string[]): string | undefined {
  try {
    return parseArgs({ args: [...args], options: { subjects: { type: 'string' } } }).values.subjects;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The arguments are not valid.');
  }
}
