import { z } from 'zod';

import { STUDY_MODES, type StudyMode } from '../../domain/dataset.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import { parseId } from '../../domain/id.ts';

/** What a parameter is refused with, and how the refusal goes on after "allowed: ". */
export type ParameterRule = {
  code: ErrorCode;
  allowed: string;
  example: string;
  /** What it is called in a refusal, where that is not its name. */
  label?: string;
  /** Other spellings that callers use. */
  aliases?: readonly string[];
  /** Where it takes several values: by being repeated, or also separated by commas. */
  list?: 'repeated' | 'commas';
};

/** The rules of all parameters, by schema. */
export const PARAMETER_RULES = z.registry<ParameterRule>();

const ID_ALLOWED = '32 hexadecimal digits, with or without hyphens';
const ID_PATTERN = /^([0-9a-fA-F]{32}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$/;
const MOST_FORMAT_CHARACTERS = 255;

const toId = (text: string) => parseId(text) ?? '';
const id = () => z.string().regex(ID_PATTERN).transform(toId);

/** The id of a job. */
export const JOB_ID = id().meta({ description: 'The id of the job.' }).register(PARAMETER_RULES, {
  code: 'BAD_JOB_ID',
  label: 'job id',
  allowed: ID_ALLOWED,
  example: '6A7C29DD011241DFBE1B64399283C860',
});

const STUDY_RULE = {
  code: 'BAD_STUDY_ID',
  allowed: ID_ALLOWED,
  example: 'CFD8129A430A473C8A02F4BA5DAAD865',
} as const;

/** The id of a study, where there must be one. @public */
export const STUDY_ID = id()
  .meta({ description: 'The id of the study.' })
  .register(PARAMETER_RULES, STUDY_RULE);

/** The id of a study; null where the call says that there is none, undefined where it says nothing. */
export const STUDY_ID_OR_NONE = z
  .union([z.string().regex(ID_PATTERN).transform(toId), z.enum(['', 'null']).transform(() => null)])
  .meta({ description: 'The id of the study; absent, empty or `null` for a report of the tenant.' })
  .register(PARAMETER_RULES, STUDY_RULE)
  .optional();

const MODE_RULE = { code: 'BAD_MODE', allowed: STUDY_MODES.join(', '), example: 'test' } as const;

/** The mode of a study, where there must be one. @public */
export const MODE = z
  .enum(STUDY_MODES)
  .meta({ description: 'The mode of the study.' })
  .register(PARAMETER_RULES, MODE_RULE);

/** The mode of a study; callers that fill in a template send it empty or `null` where there is none. */
const MODE_OR_NONE = z
  .enum([...STUDY_MODES, '', 'null'])
  .meta({ description: 'The mode of the study; absent, empty and `null` say nothing.' })
  .register(PARAMETER_RULES, MODE_RULE)
  .optional();

/** The id of a report. */
export const REPORT_ID = id()
  .meta({ description: 'The id of the report.' })
  .register(PARAMETER_RULES, {
    code: 'BAD_REPORT_ID',
    label: 'reportid',
    aliases: ['reportId'],
    allowed: ID_ALLOWED,
    example: 'AE79570CB56718BB50D23C57BE8CAF73',
  });

/** The name of a report, in whatever case. */
export const REPORT_NAME = z
  .string()
  .min(1)
  .max(255)
  .meta({ description: 'The name of the report.' })
  .register(PARAMETER_RULES, {
    code: 'BAD_PARAMETER',
    allowed: '1 to 255 characters',
    example: 'Subject Data Extract',
  });

/** Names of formats; whether the report offers them is said by its definition. */
export const FORMAT = z
  .string()
  .min(1)
  .max(MOST_FORMAT_CHARACTERS)
  .meta({
    description:
      'The format of the file, one that the report offers. Several, with commas between, come from the same rows in one ZIP.',
  })
  .register(PARAMETER_RULES, {
    code: 'BAD_FORMAT',
    allowed: `1 to ${MOST_FORMAT_CHARACTERS} characters`,
    example: 'CSV',
  });

/** A documented parameter that says what another one says already: callers may send it, and it changes nothing. */
export function passedOver(description: string, example: string) {
  return z
    .string()
    .meta({ description: `${description} Not needed, and not looked at.` })
    .register(PARAMETER_RULES, { code: 'BAD_PARAMETER', allowed: 'any text', example })
    .optional();
}

const STUDY_MEMBERS = { studyId: STUDY_ID_OR_NONE, mode: MODE_OR_NONE };

/** `studyId` and `mode` as documented, and what else an operation takes. */
export function studyQuery<S extends z.core.$ZodLooseShape>(others: S) {
  return z.object({ ...STUDY_MEMBERS, ...others });
}

/** Null where the call names no mode. */
export function toMode(mode: string | undefined): StudyMode | null {
  return STUDY_MODES.find((known) => known === mode) ?? null;
}
