import type { ParsedUrlQuery } from 'node:querystring';

import { STUDY_MODES, type StudyMode } from '../domain/dataset.ts';
import type { ErrorCode } from '../domain/errors.ts';
import { parseId, type Id } from '../domain/id.ts';
import { throwProblems, type Problem } from '../domain/problem.ts';

/** Which job, and what the call says of its study: undefined nothing, null that there is none. */
export type JobParameters = { jobId: Id; studyId: Id | null | undefined; mode: StudyMode | null };

export type KickstartParameters = JobParameters & { reportId: Id | null; format: string | null };

const ID_ALLOWED = '32 hexadecimal digits, with or without hyphens';
const MOST_FORMAT_CHARACTERS = 255;

/** Throws the code of the one wrong parameter, or BAD_PARAMETER where several are wrong. */
export function parseJobParameters(jobId: string | undefined, query: ParsedUrlQuery): JobParameters {
  const reader = createReader(query);
  const parameters = reader.job(jobId);
  reader.finish();
  return parameters;
}

/** As `parseJobParameters`, with the report and the format of a job that may be new. */
export function parseKickstartParameters(
  jobId: string | undefined,
  query: ParsedUrlQuery,
): KickstartParameters {
  const reader = createReader(query);
  const parameters = { ...reader.job(jobId), reportId: reader.reportId(), format: reader.format() };
  reader.finish();
  return parameters;
}

/** As `parseJobParameters`, the job id being the parameter `id`. */
export function parseDownloadParameters(query: ParsedUrlQuery): JobParameters {
  const reader = createReader(query);
  const parameters = reader.job(reader.one('id'));
  reader.finish();
  return parameters;
}

function createReader(query: ParsedUrlQuery) {
  const problems: Problem[] = [];
  const refuse = (code: ErrorCode, text: string) => {
    problems.push({ code, text });
  };

  /** The parameter's one value; the second name is a spelling that callers use, too. */
  const one = (...names: readonly string[]): string | undefined => {
    const values = names.flatMap((name) => query[name] ?? []);
    if (values.length > 1) refuse('BAD_PARAMETER', `${names.join(' or ')}: allowed once.`);
    return values[0];
  };

  const id = (name: string, value: string | undefined, code: ErrorCode): Id => {
    const parsed = parseId(value ?? '');
    if (parsed === undefined) refuse(code, `${name}: allowed: ${ID_ALLOWED}.`);
    return parsed ?? '';
  };

  const studyId = (): Id | null | undefined => {
    const value = one('studyId');
    if (value === undefined) return undefined;
    return value === '' || value === 'null' ? null : id('studyId', value, 'BAD_STUDY_ID');
  };

  const mode = (isTenantCall: boolean): StudyMode | null => {
    const value = one('mode');
    if (value === undefined) return null;
    // Callers that fill in a template send both parameters of a tenant report empty.
    if (isTenantCall && (value === '' || value === 'null')) return null;
    const parsed = STUDY_MODES.find((known) => known === value);
    if (parsed === undefined) refuse('BAD_MODE', `mode: allowed: ${STUDY_MODES.join(', ')}.`);
    return parsed ?? null;
  };

  return {
    one,
    job: (jobId: string | undefined): JobParameters => {
      const study = studyId();
      return { jobId: id('job id', jobId, 'BAD_JOB_ID'), studyId: study, mode: mode(study === null) };
    },
    reportId: (): Id | null => {
      const value = one('reportid', 'reportId');
      return value === undefined ? null : id('reportid', value, 'BAD_REPORT_ID');
    },
    format: (): string | null => {
      const value = one('format');
      if (value === undefined) return null;
      if (value === '' || value.length > MOST_FORMAT_CHARACTERS) {
        refuse('BAD_FORMAT', `format: allowed: 1 to ${MOST_FORMAT_CHARACTERS} characters.`);
      }
      return value;
    },
    finish: () => {
      throwProblems(problems, 'BAD_PARAMETER');
    },
  };
}
