import { AppError, type ErrorCode } from './errors.ts';

/** One fault of a request: which code it would have alone, and a sentence that names its place and what is allowed. */
export type Problem = { code: ErrorCode; text: string };

const MOST_TOLD = 20;

/** Throws one AppError for all problems, with the code that they share or else with `mixed`; nothing where there are none. */
export function throwProblems(problems: readonly Problem[], mixed: ErrorCode): void {
  const first = problems[0];
  if (first === undefined) return;
  const code = problems.every((problem) => problem.code === first.code) ? first.code : mixed;
  const told = problems.slice(0, MOST_TOLD).map((problem) => problem.text);
  if (problems.length > MOST_TOLD) told.push(`And ${problems.length - MOST_TOLD} more.`);
  throw new AppError(code, { details: told.join(' ') });
}
