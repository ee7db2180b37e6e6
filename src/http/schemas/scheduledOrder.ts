import { z } from 'zod';

import { AppError } from '../../domain/errors.ts';
import { isStorable } from './fieldSpecs.ts';

const MOST_MEMBERS = 1_000;
const MEMBERS = z
  .record(z.string().min(1).max(255).refine(isStorable), z.string().refine(isStorable))
  .refine((members) => Object.keys(members).length <= MOST_MEMBERS);

/** The body as the document shows it: an object of string pairs, or, as it is typed, a string that holds one. */
export const SCHEDULED_BODY = z.union([z.record(z.string(), z.string()), z.string()]).meta({
  id: 'ScheduledOrder',
  description:
    "`studyId`, `mode` and the report's fields by their names. Several values are separated by commas, or are a JSON array.",
});

/** The members of a scheduler's order; none without a body. Throws BODY_SHAPE. */
export function parseScheduledBody(body: unknown): Readonly<Record<string, string>> {
  const parsed = MEMBERS.safeParse(
    typeof body === 'string' ? readText(body) : body === undefined ? {} : body,
  );
  if (parsed.success) return parsed.data;
  throw new AppError('BODY_SHAPE', {
    details: `Allowed: a JSON object of at most ${MOST_MEMBERS} string pairs without NUL, or a JSON string that holds one.`,
  });
}

function readText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
