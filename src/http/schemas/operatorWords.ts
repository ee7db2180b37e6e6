import { z } from 'zod';

import { AppError } from '../../domain/errors.ts';
import type { BodySpec } from '../operation.ts';
import { PARAMETER_RULES } from './parameters.ts';

const MOST_CHARACTERS = 3000;
const ALLOWED = `1 to ${MOST_CHARACTERS} characters, without NUL`;

/** Neither can be stored as text: NUL, and halves of a surrogate pair. */
const words = () => z.string().regex(new RegExp(`^[^\\0\\p{Cs}]{1,${MOST_CHARACTERS}}$`, 'u'));

/** Why, as a person says it. */
export const REASON = words()
  .meta({ description: 'Why, for the ExecutionLog.' })
  .register(PARAMETER_RULES, { code: 'BAD_PARAMETER', allowed: ALLOWED, example: 'ordered twice' });

const REASON_BODY = z
  .object({ reason: words().nullish().meta({ description: 'Why, for the ExecutionLog.' }) })
  .meta({ id: 'Reason' });
const COMMENT_BODY = z
  .object({ text: words().meta({ description: 'The comment.' }) })
  .meta({ id: 'Comment' });

/** `{"reason": "…"}`, or no body. */
export const REASON_WORDS: BodySpec<string | null> = {
  schema: REASON_BODY,
  required: false,
  parse: (body) => {
    if (body === undefined) return null;
    const parsed = REASON_BODY.safeParse(body);
    if (parsed.success) return parsed.data.reason ?? null;
    throw new AppError('BODY_SHAPE', { details: `Allowed: no body, or {"reason": …} with ${ALLOWED}.` });
  },
};

/** `{"text": "…"}` */
export const COMMENT_WORDS: BodySpec<string | null> = {
  schema: COMMENT_BODY,
  required: true,
  parse: (body) => {
    const parsed = COMMENT_BODY.safeParse(body);
    if (parsed.success) return parsed.data.text;
    throw new AppError('BODY_SHAPE', { details: `Allowed: {"text": …} with ${ALLOWED}.` });
  },
};
