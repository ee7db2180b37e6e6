import { z } from 'zod';

import { JOB_STATES } from '../../domain/job.ts';
import { type ListMoment, MOMENT_TEXT, parseMoment } from '../../domain/listMoment.ts';
import { PARAMETER_RULES, REPORT_ID } from './parameters.ts';

const MOST_JOBS = 5_000;
const MOST_OFFSET = 2_147_483_647;

/** In a request it is text. */
export const wholeNumber = (description: string, least: number, most: number, example: string) =>
  z
    .unknown()
    .transform((text, ctx) => {
      const number = typeof text === 'string' && /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
      if (number >= least && number <= most) return number;
      ctx.addIssue('no such number');
      return z.NEVER;
    })
    .meta({ description, type: 'integer', minimum: least, maximum: most })
    .register(PARAMETER_RULES, {
      code: 'BAD_PARAMETER',
      allowed: `a whole number from ${least} to ${most}`,
      example,
    });

export const LIMIT = wholeNumber('How many jobs a page has at most.', 1, MOST_JOBS, '50');

export const OFFSET = wholeNumber('How many of the newest jobs are left out.', 0, MOST_OFFSET, '0');

/** Jobs of one report. */
export const RPT_ID = REPORT_ID.clone()
  .meta({ description: 'Jobs of this report alone.' })
  .register(PARAMETER_RULES, {
    code: 'BAD_REPORT_ID',
    label: 'rptId',
    aliases: [],
    allowed: '32 hexadecimal digits, with or without hyphens',
    example: 'AE79570CB56718BB50D23C57BE8CAF73',
  });

/** Jobs in one of these states; several by repeating the parameter or separated by commas. */
export const STATUS = z
  .array(z.enum(JOB_STATES))
  .min(1)
  .meta({ description: 'Jobs in these states; deleted ones are listed only where `DELETED` is named.' })
  .register(PARAMETER_RULES, {
    code: 'BAD_PARAMETER',
    allowed: `${JOB_STATES.join(', ')}, several separated by commas`,
    example: 'COMPLETED',
    list: 'commas',
  });

/** Jobs that one user ordered. */
export const USER_ID = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[^\0\p{Cs}]+$/u)
  .meta({ description: 'Jobs that this user ordered.' })
  .register(PARAMETER_RULES, { code: 'BAD_PARAMETER', allowed: '1 to 255 characters', example: 'ann' });

const time = (description: string, example: string) =>
  z.iso
    .datetime({ offset: true })
    .transform((text) => new Date(text))
    .meta({ description })
    .register(PARAMETER_RULES, {
      code: 'BAD_PARAMETER',
      allowed: 'an ISO 8601 time with Z or an offset, such as 2026-01-31T08:00:00Z',
      example,
    });

export const KICKOFF_FROM = time('Jobs kicked off at this time or later.', '2026-01-01T00:00:00Z');
export const KICKOFF_TO = time('Jobs kicked off at this time or earlier.', '2026-12-31T23:59:59Z');

/** The moment of the first page, as it was answered. */
export const AS_OF = z
  .string()
  .regex(MOMENT_TEXT)
  .transform((text, ctx): ListMoment => {
    const moment = parseMoment(text);
    if (moment !== undefined) return moment;
    ctx.addIssue('no such moment');
    return z.NEVER;
  })
  .meta({ description: 'The `asOf` of the first page: jobs that were added since are left out.' })
  .register(PARAMETER_RULES, {
    code: 'BAD_PARAMETER',
    allowed: 'the asOf of an earlier answer, unchanged',
    example: '2026-01-31T08:00:00.000Z_750:750:',
  });
