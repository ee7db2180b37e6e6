import { isSameFieldSpecs, type RequestedFieldSpecs } from './fieldSpec.ts';
import type { StudyMode } from './dataset.ts';
import type { ErrorCode } from './errors.ts';
import type { Id } from './id.ts';
import type { Job } from './job.ts';
import { isActive } from './job.ts';
import type { RunObservation } from './run.ts';

/** The parts of a row that a kickstart is decided on. */
export type KickstartRow = Pick<
  Job,
  | 'tenantId'
  | 'state'
  | 'runAttempt'
  | 'runId'
  | 'hold'
  | 'studyId'
  | 'studyMode'
  | 'reportId'
  | 'fieldSpecs'
  | 'extFieldSpecs'
> & { format: string };

/** What the caller asks for; null where the call says nothing and the stored value holds. */
export type KickstartRequest = {
  tenantId: string;
  studyId: Id | null | undefined;
  mode: StudyMode | null;
  reportId: Id | null;
  format: string | null;
  fieldSpecs: RequestedFieldSpecs['fieldSpecs'] | null;
};

export type KickstartDecision =
  | { do: 'register' }
  | { do: 'askTemporal' }
  | { do: 'asItStands' }
  | { do: 'startAgain' }
  | { do: 'newAttempt'; hold: boolean }
  | { do: 'refuse'; code: ErrorCode };

/**
 * What a kickstart does, by the state it finds. Pure: `run` is what `describe` said, undefined before it was asked.
 * `hold` keeps the next run from its first report step where the job was paused.
 */
export function decideKickstart(
  row: KickstartRow | undefined,
  request: KickstartRequest,
  run: RunObservation | undefined,
): KickstartDecision {
  if (row === undefined) return { do: 'register' };
  if (row.tenantId !== request.tenantId) return { do: 'refuse', code: 'JOB_NOT_FOUND' };
  if (contradictsStudy(row, request)) return { do: 'refuse', code: 'STUDY_DIFFERS' };
  if (row.state === 'DELETED') return { do: 'refuse', code: 'JOB_DELETED' };
  if (isActive(row.state) || row.state === 'COMPLETED') {
    if (request.reportId !== null && request.reportId !== row.reportId)
      return { do: 'refuse', code: 'REPORT_DIFFERS' };
    if (request.format !== null && request.format !== row.format)
      return { do: 'refuse', code: 'REPORT_DIFFERS' };
    if (request.fieldSpecs !== null && !isSameFieldSpecs(request.fieldSpecs, row.fieldSpecs)) {
      return { do: 'refuse', code: 'JOB_DIFFERS' };
    }
  }
  if (row.state === 'COMPLETED') return { do: 'asItStands' };
  if (!isActive(row.state)) return { do: 'newAttempt', hold: false };
  return run === undefined ? { do: 'askTemporal' } : decideActive(row, run);
}

/** The row says that a run is to work on it; `run` is the row's own run, or the latest where none claimed it. */
function decideActive(row: KickstartRow, run: RunObservation): KickstartDecision {
  const hold = row.hold || row.state === 'PAUSED';
  if (run.kind === 'unanswered') return { do: 'asItStands' };
  if (row.runId === null) {
    if (run.kind === 'closed' && run.runAttempt === row.runAttempt) return { do: 'newAttempt', hold };
    return { do: 'startAgain' };
  }
  if (run.kind === 'open' && run.runAttempt === row.runAttempt) return { do: 'asItStands' };
  return { do: 'newAttempt', hold };
}

function contradictsStudy(row: KickstartRow, request: KickstartRequest): boolean {
  if (request.studyId !== undefined && request.studyId !== row.studyId) return true;
  return row.studyId !== null && request.mode !== null && request.mode !== row.studyMode;
}
