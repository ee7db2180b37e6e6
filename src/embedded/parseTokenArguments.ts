import { parseArgs } from 'node:util';

import { isStudyMode, STUDY_MODES } from '../domain/dataset.ts';
import { parseId } from '../domain/id.ts';
import type { Right } from '../http/auth/rights.ts';
import { RIGHTS, type TokenRequest } from './identityProvider.ts';

export const TOKEN_USAGE =
  'npm run token -- --tenant T --right ReportingPost [--right …] [--study ID --mode test] [--user NAME]';
const ONE_HOUR_S = 3600;

/** Thrown with a sentence for the person who typed the command. */
export class UsageError extends Error {}

/** What `npm run token` was asked for. */
export function parseTokenArguments(args: readonly string[]): TokenRequest {
  const { tenant, user, right, study, mode } = readOptions(args);
  if (!tenant) throw new UsageError('--tenant is missing: whose reports the token is for.');
  if (right === undefined) throw new UsageError(`--right is missing: one or more of ${RIGHTS.join(', ')}.`);
  const rights = right.map(parseRight);
  const request = { tenant, user: user ?? 'developer', rights, expiresInS: ONE_HOUR_S };
  if (study === undefined && mode === undefined) return request;
  if (study === undefined || mode === undefined) throw new UsageError('--study and --mode go together.');
  const id = parseId(study);
  if (id === undefined) throw new UsageError('--study takes a study id: 32 hexadecimal digits.');
  if (!isStudyMode(mode)) throw new UsageError(`--mode takes one of ${STUDY_MODES.join(', ')}.`);
  return { ...request, study: { id, mode } };
}

function parseRight(text: string): Right {
  const right = RIGHTS.find((known) => known === text);
  if (right === undefined) throw new UsageError(`--right takes one of ${RIGHTS.join(', ')}.`);
  return right;
}

function readOptions(args: readonly string[]) {
  const one = { type: 'string' } as const;
  const options = {
    tenant: one,
    user: one,
    right: { ...one, multiple: true },
    study: one,
    mode: one,
  } as const;
  try {
    return parseArgs({ args: [...args], options, strict: true }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The arguments are not valid.');
  }
}
