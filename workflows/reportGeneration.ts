import { defineSearchAttributeKey } from '@temporalio/common';
import {
  allHandlersFinished,
  ApplicationFailure,
  CancelledFailure,
  CancellationScope,
  condition,
  isCancellation,
  patched,
  setCurrentDetails,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';

import type { ReportGenerationInput, ReportGenerationResult, RunReference } from './contract.ts';
import { explainFailure } from './explainFailure.ts';
import { openOperatorDesk } from './operatorDesk.ts';
import { describeProgress, type Progress } from './progress.ts';
import { type Refusal, renderReport, resolveFieldSpecs, updateExecutionLog } from './steps.ts';

type Change = Parameters<typeof updateExecutionLog>[1];

/** The row is another run's, or the job is over: this run ends at once and touches nothing. */
class Superseded extends Error {}

/** An operator's cancel, heard between or during the steps. */
class Cancelled extends Error {}

/** This attempt's file was committed before what was asked for could be written: the job is done. */
class FileFirst extends Error {
  readonly recordCount: number | null;
  constructor(recordCount: number | null) {
    super();
    this.recordCount = recordCount;
  }
}

/** What a run takes of its renders' progress; a render that a pause stopped leaves less to the next. */
const MOST_PROGRESS_SIGNALS = 50;
const FIRST_RENDER_SHARE = 0.6;

/** Histories from before do not note a pause that was taken back before it was written. */
const TAKEN_BACK = 'noteTakenBackPause';

const REPORT_STATUS = defineSearchAttributeKey('ReportStatus', 'KEYWORD');
const RECORD_COUNT = defineSearchAttributeKey('RecordCount', 'INT');

/**
 * One run of one job: claim the row, resolve the field specs, render the report into a file, and keep the ExecutionLog
 * true meanwhile. Pause, resume, cancel and comments are heard at any time.
 */
export async function ReportGeneration(input: ReportGenerationInput): Promise<ReportGenerationResult> {
  const { firstExecutionRunId } = workflowInfo();
  const root = CancellationScope.current();
  let status = 'QUEUED';
  let isClaimed = false;
  let changeNumber = 0;
  let progress: Progress = { rows: 0, totalRows: null };
  let progressTry = 0;
  let fields: readonly { name: string; values: number }[] = [];

  const desk = openOperatorDesk({
    writeNote: async ({ speaker, text }) => {
      if (status !== 'SUPERSEDED') await updateExecutionLog(refer(), { kind: 'comment', ...speaker, text });
    },
    onProgress: ({ rows, totalRows, tryNumber }) => {
      // A try that was lost may still be heard of.
      if (tryNumber < progressTry) return;
      progressTry = tryNumber;
      progress = { rows, totalRows };
      setCurrentDetails(describeProgress(status, progress));
    },
    isReady: () => isClaimed || status === 'SUPERSEDED',
    answers: {
      status: () => status,
      progress: () => describeProgress(status, progress),
      fieldSpecs: () => fields,
    },
  });

  // Cancellation is an answer to be written down, so nothing but the desk listens to it.
  return await CancellationScope.nonCancellable(async () => {
    try {
      // What stands in the way of the last word (superseded, or the file was there first) is a last word itself.
      return await generate().catch(close).catch(closeAfterAll);
    } finally {
      await condition(allHandlersFinished);
    }
  });

  async function generate(): Promise<ReportGenerationResult> {
    const claimed = await write({ kind: 'claim' });
    isClaimed = true;
    if (claimed.hold) {
      const held = { by: 'service', reason: 'The job was paused before its run was lost.' };
      // A resume that came before the claim means this very pause.
      if (desk.resume !== undefined && patched(TAKEN_BACK)) desk.takenBack ??= held;
      else desk.pause ??= held;
    }
    const resolved = await interruptibly(() => resolveFieldSpecs(refer(), claimed.limits));
    fields = resolved.fields;
    progress = { rows: 0, totalRows: resolved.estimatedRows };
    let signalsLeft = MOST_PROGRESS_SIGNALS;
    await interruptibly(() => {
      const mostSignals = Math.floor(signalsLeft * FIRST_RENDER_SHARE);
      signalsLeft -= mostSignals;
      return renderReport(refer(), claimed.limits, { estimatedRows: resolved.estimatedRows, mostSignals });
    });
    const { recordCount } = await write({ kind: 'complete' });
    return { status: 'COMPLETED', recordCount };
  }

  /** Runs a step; a pause or a cancel stops it and throws its work away, a resume begins it anew. */
  async function interruptibly<T extends { outcome: 'resolved' | 'rendered' }>(
    step: () => Promise<T | Refusal>,
  ): Promise<T> {
    for (;;) {
      await holdWhilePaused();
      const scope = new CancellationScope();
      desk.onWish = () => {
        scope.cancel();
      };
      try {
        const done = await scope.run(step);
        if (done.outcome !== 'late' && done.outcome !== 'superseded') return done;
        countOn(done);
      } catch (error) {
        // A pause may have been taken back while the step was still stopping.
        if (!isCancellation(error) || !scope.consideredCancelled) throw error;
      } finally {
        desk.onWish = () => undefined;
      }
    }
  }

  async function holdWhilePaused(): Promise<void> {
    throwIfCancelled();
    await noteTakenBack();
    while (desk.pause !== undefined) {
      await write({ kind: 'pause', ...desk.pause });
      await condition(() => desk.pause === undefined || desk.cancel !== undefined);
      desk.takenBack = undefined;
      throwIfCancelled();
      await write({ kind: 'resume', ...(desk.resume ?? { by: 'service', reason: null }) });
    }
  }

  /** Pause and resume that came so soon after each other that nothing had to hold. */
  async function noteTakenBack(): Promise<void> {
    const { takenBack, resume } = desk;
    desk.takenBack = undefined;
    if (takenBack === undefined || resume === undefined || !patched(TAKEN_BACK)) return;
    await write({ kind: 'pause', ...takenBack });
    throwIfCancelled();
    await write({ kind: 'resume', ...resume });
  }

  function throwIfCancelled(): void {
    if (desk.cancel !== undefined) throw new Cancelled();
  }

  /** Writes a change and shows the state that the row has then; COMPLETED means that the file was there first. */
  async function write(change: Change) {
    changeNumber += 1;
    for (;;) {
      const written = await updateExecutionLog(refer(), change);
      if (written.outcome !== 'written') {
        countOn(written);
        continue;
      }
      show(written.state, written.recordCount);
      if (written.state === 'COMPLETED' && change.kind !== 'complete')
        throw new FileFirst(written.recordCount);
      return written;
    }
  }

  function refer(): RunReference {
    return { ...input, firstExecutionRunId, changeNumber };
  }

  /**
   * A step that was tried again meanwhile is late, but nobody waits for its answer any more. A run that is told so is
   * going a way of its own after a workflow task of it got lost: its next word has to be the latest.
   */
  function countOn(refusal: Refusal): void {
    if (refusal.outcome === 'superseded') throw new Superseded();
    changeNumber = refusal.changeNumber + 1;
  }

  /** Every run ends with a word of its own in the row, or with none where the row is no longer its. */
  async function close(error: unknown): Promise<ReportGenerationResult> {
    if (error instanceof FileFirst) return { status: 'COMPLETED', recordCount: error.recordCount };
    if (error instanceof Superseded) {
      show('SUPERSEDED', null);
      return { status: 'SUPERSEDED', recordCount: null };
    }
    if (error instanceof Cancelled) {
      await write({ kind: 'cancel', ...(desk.cancel ?? { by: 'service', reason: null }) });
      if (root.consideredCancelled) throw new CancelledFailure('The job was cancelled.');
      return { status: 'CANCELLED', recordCount: null };
    }
    const { code, reason } = explainFailure(error);
    await write({ kind: 'fail', reason, ...(code === 'FILE_MISMATCH' && { isFileLost: true }) });
    throw ApplicationFailure.nonRetryable(reason, code);
  }

  async function closeAfterAll(error: unknown): Promise<ReportGenerationResult> {
    if (error instanceof Superseded || error instanceof FileFirst) return await close(error);
    throw error;
  }

  function show(state: string, recordCount: number | null): void {
    if (state === status) return;
    status = state;
    if (recordCount !== null) progress = { rows: recordCount, totalRows: recordCount };
    setCurrentDetails(describeProgress(status, progress));
    upsertSearchAttributes([
      { key: REPORT_STATUS, value: status },
      ...(recordCount === null ? [] : [{ key: RECORD_COUNT, value: recordCount }]),
    ]);
  }
}
