import type { StudyMode } from './dataset.ts';
import type { FieldSpec } from './fieldSpec.ts';
import type { Id } from './id.ts';
import type { FormatList } from './formatList.ts';

export const JOB_STATES = [
  'QUEUED',
  'RUNNING',
  'PAUSED',
  'COMPLETED',
  'FAILED',
  'CANCELLED',
  'EXPIRED',
  'DELETED',
] as const;
export type JobState = (typeof JOB_STATES)[number];

/** Transitions within one attempt. The database refuses any other. */
export const TRANSITIONS: Readonly<Record<JobState, readonly JobState[]>> = {
  QUEUED: ['RUNNING', 'PAUSED', 'FAILED', 'CANCELLED'],
  RUNNING: ['PAUSED', 'COMPLETED', 'FAILED', 'CANCELLED'],
  PAUSED: ['QUEUED', 'RUNNING', 'FAILED', 'CANCELLED'],
  COMPLETED: ['EXPIRED', 'DELETED'],
  FAILED: ['DELETED'],
  CANCELLED: ['DELETED'],
  EXPIRED: ['DELETED'],
  DELETED: [],
};

/** States from which a new attempt (`runAttempt` + 1) may be made; it begins QUEUED. */
export const RETRYABLE_STATES: readonly JobState[] = [
  'QUEUED',
  'RUNNING',
  'PAUSED',
  'FAILED',
  'CANCELLED',
  'EXPIRED',
];

/** States in which a run works, or is to work, for the job. */
export const ACTIVE_STATES: readonly JobState[] = ['QUEUED', 'RUNNING', 'PAUSED'];

export function isActive(state: JobState): boolean {
  return ACTIVE_STATES.includes(state);
}

/** Whether the row may go from one state to another, within its attempt or into the next one. */
export function canTransition(from: JobState, to: JobState, isNewAttempt: boolean): boolean {
  if (isNewAttempt) return to === 'QUEUED' && RETRYABLE_STATES.includes(from);
  return from === to || TRANSITIONS[from].includes(to);
}

/** One requested report: its row in the ExecutionLog. */
export type Job = {
  id: Id;
  tenantId: string;
  state: JobState;
  runAttempt: number;
  /** The run that claimed the row; null until one did. */
  runId: string | null;
  firstRunId: string | null;
  /** The next run holds before its first report step. */
  hold: boolean;
  studyId: Id | null;
  studyName: string | null;
  studyMode: StudyMode | null;
  reportId: Id;
  reportName: string;
  format: FormatList;
  fieldSpecs: readonly FieldSpec[];
  extFieldSpecs: readonly FieldSpec[];
  searchSpec: string | null;
  sortSpec: string | null;
  comment: string | null;
  reason: string | null;
  operationType: string;
  objectVersionNumber: number;
  fileStorageId: Id | null;
  recordCount: number | null;
  userId: string;
  requestId: string;
  kickedOffAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  nextRetryAt: Date | null;
  progress: { rows: number; totalRows: number | null } | null;
};
