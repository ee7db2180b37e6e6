import type { StudyMode } from '../domain/dataset.ts';
import type { RequestedFieldSpecs } from '../domain/fieldSpec.ts';
import type { FormatList } from '../domain/formatList.ts';
import type { Id } from '../domain/id.ts';
import type { Job } from '../domain/job.ts';
import type { CatalogueEntry, ReportDefinition } from '../domain/reportDefinition.ts';
import type { ReportFile } from '../domain/reportFile.ts';
import type { RunObservation } from '../domain/run.ts';
import type { QueryPlan } from './clinicalPorts.ts';

export type { AuditTrail } from './auditTrail.ts';
export type * from './clinicalPorts.ts';
export type { Manifest, ReportFile } from '../domain/reportFile.ts';
export type { HistoryPage, JobHistory } from './jobHistory.ts';
export type { OperatorLog, OperatorNote } from './operatorLog.ts';
export type { RunSignal, RunSignals } from './runSignals.ts';
export type { FileClaim, FileStore, OpenedFile } from './fileStore.ts';
export type { FieldValueQuery, FieldValues, FieldValueSource } from './fieldValues.ts';
export type { JobFilter, JobList, JobPage } from './jobList.ts';
export type { CasebookLimits, CasebookSnapshot, CasebookSource } from './casebookSource.ts';
export type { RowSpool, SpooledTable } from './rowSpool.ts';

// ---------------------------------------------------------------------------------------------------- the catalogue

/** The set of report definitions; a running service keeps its last good set. */
export interface Catalogue {
  list(): readonly CatalogueEntry[];
  find(reportId: Id): CatalogueEntry | undefined;
}

// -------------------------------------------------------------------------------------------------- the ExecutionLog

/** A job to be registered, complete but for what the row itself decides. */
export type NewJob = {
  id: Id;
  tenantId: string;
  studyId: Id | null;
  studyName: string | null;
  studyMode: StudyMode | null;
  format: FormatList;
  report: CatalogueEntry;
  requested: RequestedFieldSpecs;
  searchSpec: string | null;
  userId: string;
  requestId: string;
  /** The caller's own key for this order, where one was sent. */
  key?: OrderKey;
};

/** A key is the caller's (tenant and user), stands for one order, told by its fingerprint, and is kept for a while. */
export type OrderKey = { key: string; fingerprint: string; keepMs: number };

/** What the row held when it was read; a write that carries it changes nothing where the row has moved on. */
export type RowFence = Pick<Job, 'id' | 'tenantId' | 'state' | 'runAttempt' | 'runId'>;

/** The row and what the definition said when the job was ordered. */
export type JobRecord = { job: Job; definition: ReportDefinition };

/** The ExecutionLog as the REST side and reconciliation use it: one statement or one short transaction each. */
export interface ExecutionLog {
  /** Inserts a QUEUED row with runAttempt 1, and with it the order's key; undefined where the id or the key is taken. */
  register(newJob: NewJob, signal: AbortSignal): Promise<Job | undefined>;
  /** The order that a caller's key stands for; undefined where there is none, or none any more. */
  findKeptOrder(
    key: Pick<NewJob, 'tenantId' | 'userId'> & Pick<OrderKey, 'key' | 'keepMs'>,
    signal: AbortSignal,
  ): Promise<{ jobId: Id; fingerprint: string } | undefined>;
  /** The job of any tenant: an id is taken for all of them, and the caller compares the tenant. */
  find(jobId: Id, signal: AbortSignal): Promise<JobRecord | undefined>;
  /** The row as it was when the job was accepted, from its history. */
  findAccepted(jobId: Id, signal: AbortSignal): Promise<Job | undefined>;
  /** QUEUED again with the next runAttempt, or COMPLETED where this attempt's file stands; undefined where the row has moved on. */
  beginAttempt(change: NewAttempt, signal: AbortSignal): Promise<Job | undefined>;
  /** Notes on a row that is QUEUED with this attempt and no run id why no run has been seen yet; answers the row as it stands. */
  noteStart(
    fence: { jobId: Id; tenantId: string; runAttempt: number; reason: string | null },
    signal: AbortSignal,
  ): Promise<Job | undefined>;
  /** FAILED (or COMPLETED where this attempt's file stands) because the row's run is closed; undefined where the row has moved on. */
  closeLostRun(fence: RowFence, reason: string, signal: AbortSignal): Promise<Job | undefined>;
  /** A page of the rows QUEUED, RUNNING or PAUSED that nobody touched since `before`, by id, after the one named. */
  listUntouched(
    page: { before: Date; after: Id; limit: number },
    signal: AbortSignal,
  ): Promise<readonly Job[]>;
  findFile(job: Pick<Job, 'id' | 'tenantId'>, signal: AbortSignal): Promise<ReportFile | undefined>;
  /** The files that were committed for a job, of whatever attempt. */
  listFileIds(job: Pick<Job, 'id' | 'tenantId'>, signal: AbortSignal): Promise<readonly Id[]>;
  /** Those of the jobs that are known. */
  listById(jobIds: readonly Id[], signal: AbortSignal): Promise<readonly Job[]>;
}

export type NewAttempt = {
  fence: RowFence;
  hold: boolean;
  /** Who makes it: a caller, or the reconciliation. */
  actor: string;
  /** Why, where it is not a caller's wish. */
  reason: string | null;
  requestId: string | null;
  /** The caller whose order it now is; null keeps the one who ordered. */
  userId: string | null;
  /** Field specs of this call; null keeps the stored ones. */
  requested: RequestedFieldSpecs | null;
  searchSpec: string | null;
  /** Another report or format than the stored one, where the call names one. */
  report: CatalogueEntry | null;
  format: FormatList | null;
};

// ------------------------------------------------------------------------------------------ the ExecutionLog of a run

/** Which run writes, and at which of its steps: `runId` and `firstExecutionRunId` come from Temporal, never from a request. */
export type RunFence = {
  tenantId: string;
  jobId: Id;
  runAttempt: number;
  runId: string;
  firstExecutionRunId: string;
  /** Grows with every change that the run makes, so that what arrives after a later one is known to be late. */
  changeNumber: number;
};

export type Superseded = { outcome: 'superseded' };

/** The run itself has made a later change, of the number given: nothing was written. */
export type Late = { outcome: 'late'; changeNumber: number };

/** Changes that a run makes; texts are what people wrote or what the error table says. */
export type RunChange =
  | { kind: 'claim' }
  | { kind: 'pause'; by: string; reason: string | null }
  | { kind: 'resume'; by: string; reason: string | null }
  | { kind: 'complete' }
  /** `isFileLost`: the run has found that its committed file does not stand, so that there is nothing to complete with. */
  | { kind: 'fail'; reason: string; isFileLost?: boolean }
  | { kind: 'cancel'; by: string; reason: string | null }
  | { kind: 'comment'; by: string; text: string };

/** What stands in the row after a change: COMPLETED, whatever was asked for, where this attempt's file was there first. */
export type RunRow = {
  outcome: 'written';
  state: Job['state'];
  /** This very write brought the job to its state; false where it stood already, as after a lost answer. */
  stateChanged: boolean;
  hold: boolean;
  recordCount: number | null;
  fileStorageId: Id | null;
};

/** A step's failed try, or its success, as the ExecutionLog shows it. */
export type TryNote = { step: string; tryNumber: number; reason: string; nextRetryAt: Date | null };

/**
 * Every write is fenced by (runAttempt, run id); a refused one answers `superseded` and touches nothing. What sets the
 * job's state is refused as `late` besides where the run has made a later change; comments, which only add, never are.
 */
export interface RunLog {
  change(run: RunFence, change: RunChange, signal: AbortSignal): Promise<RunRow | Late | Superseded>;
  loadPlan(run: RunFence, signal: AbortSignal): Promise<({ outcome: 'written' } & RunInput) | Superseded>;
  savePlan(run: RunFence, plan: QueryPlan, signal: AbortSignal): Promise<{ outcome: 'written' } | Superseded>;
  /**
   * Fences off earlier tries of the render: from here on only this try may commit a file. `tryNumber` grows over all tries
   * of all render activities of a run (a pause ends one activity, a resume begins another).
   */
  beginRender(
    run: RunFence,
    tryNumber: number,
    signal: AbortSignal,
  ): Promise<{ outcome: 'written'; stateChanged: boolean; committed: ReportFile | null } | Late | Superseded>;
  /** The commit point: inserts the file where the row is RUNNING and this run's and this try's. */
  commitFile(
    run: RunFence,
    tryNumber: number,
    file: ReportFile,
    signal: AbortSignal,
  ): Promise<{ outcome: 'written' } | Late | Superseded>;
  /** Notes a failed or lost try; ignored unless the job is QUEUED or RUNNING and no later try or change has written. */
  noteTry(run: RunFence, note: TryNote, signal: AbortSignal): Promise<void>;
  /** Says that this step's try has begun: where its predecessor left no note, writes that it was lost. */
  noteBegin(run: RunFence, step: string, tryNumber: number, signal: AbortSignal): Promise<void>;
  /** Clears what failed tries of the step noted. */
  noteSuccess(run: RunFence, step: string, tryNumber: number, signal: AbortSignal): Promise<void>;
  noteProgress(
    run: RunFence,
    tryNumber: number,
    progress: { rows: number; totalRows: number | null },
    signal: AbortSignal,
  ): Promise<void>;
}

/** What a run works on: the job's row, the definition it was ordered with, and the plan once it is there. */
export type RunInput = {
  job: Job;
  definition: ReportDefinition;
  definitionSha256: string;
  plan: QueryPlan | null;
};

// ----------------------------------------------------------------------------------------------------------- Temporal

export type StartRequest = {
  jobId: Id;
  tenantId: string;
  runAttempt: number;
  studyId: Id | null;
  studyName: string | null;
  studyMode: StudyMode | null;
  reportName: string;
  format: FormatList;
  requestId: string;
};

/** `confirmed`: a run with this attempt exists. `overtaken`: one with a newer attempt does. `unconfirmed`: not known in time. */
export type StartOutcome = 'confirmed' | 'overtaken' | 'unconfirmed';

export interface ReportStarter {
  /** Starts the run of one attempt, waiting for an older one to close until the signal aborts. Never throws for Temporal's state. */
  start(request: StartRequest, signal: AbortSignal): Promise<StartOutcome>;
  /**
   * The run that counts for a row: the latest where its memo carries the row's attempt, else the row's own run id.
   */
  observe(row: Pick<Job, 'id' | 'runAttempt' | 'runId'>, signal: AbortSignal): Promise<RunObservation>;
  /** What Temporal knows of activities that are waiting for their next try; empty where it does not answer. */
  findPendingTries(jobId: Id, runId: string, signal: AbortSignal): Promise<readonly PendingTry[]>;
}

export type PendingTry = { step: string; tryNumber: number; nextRetryAt: Date | null };
