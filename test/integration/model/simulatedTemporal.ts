import type { Id } from '../../../src/domain/id.ts';
import { countsForRow, type RunObservation } from '../../../src/domain/run.ts';
import type { ReportStarter, StartOutcome } from '../../../src/jobs/ports.ts';

/** A run as Temporal keeps it; `ordinal` tells which of a chain of resets came later. */
export type SimulatedRun = {
  jobId: Id;
  tenantId: string;
  runId: string;
  firstRunId: string;
  ordinal: number;
  runAttempt: number;
  /** Null while it is open. */
  closedAs: string | null;
};

/** What becomes of one call: it never arrives, its answer never comes back, or both do. */
export type Delivery = 'undelivered' | 'unanswered' | 'answered';

type Options = {
  /** Called for each message of a call; answers what becomes of it. */
  deliver: (label: string) => Promise<Delivery>;
  onRun: (run: SimulatedRun, base: SimulatedRun | undefined) => void;
};

export type SimulatedTemporal = {
  starter: ReportStarter;
  /** The same server over another caller's connection. */
  starterFor(deliver: Options['deliver']): ReportStarter;
  runs(): readonly SimulatedRun[];
  findOpen(jobId: Id): SimulatedRun | undefined;
  find(runId: string): SimulatedRun | undefined;
  close(run: SimulatedRun, closedAs: string): void;
  /** Ends the run of the job, if it is open, and begins another of the same chain. */
  reset(base: SimulatedRun): SimulatedRun | undefined;
  /** The database is gone, with all that was in it. */
  forgetEverything(): void;
};

const MOST_STARTS = 4;
let made = 0;

/** Workflow ids, run ids, memo and conflict policy as the server has them; one call is one or two messages. */
export function createSimulatedTemporal({ deliver, onRun }: Options): SimulatedTemporal {
  let runs: SimulatedRun[] = [];

  const findLatest = (jobId: Id) => runs.findLast((run) => run.jobId === jobId);
  const findOpen = (jobId: Id) => {
    const latest = findLatest(jobId);
    return latest?.closedAs === null ? latest : undefined;
  };
  const find = (runId: string) => runs.find((run) => run.runId === runId);

  const begin = (
    { jobId, tenantId, runAttempt }: Pick<SimulatedRun, 'jobId' | 'tenantId' | 'runAttempt'>,
    base?: SimulatedRun,
  ): SimulatedRun => {
    made += 1;
    const runId = `run-${made}`;
    const firstRunId = base?.firstRunId ?? runId;
    const run = { jobId, tenantId, runAttempt, runId, firstRunId, ordinal: made, closedAs: null };
    runs.push(run);
    onRun(run, base);
    return run;
  };

  /** One message: what it does on the server, and what the caller gets to know of it. */
  const createCall =
    (connection: Options['deliver']) =>
    async <T>(label: string, act: () => T): Promise<{ answer: T } | undefined> => {
      const delivery = await connection(label);
      if (delivery === 'undelivered') return undefined;
      const answer = act();
      return delivery === 'unanswered' ? undefined : { answer };
    };

  const starterFor = (connection: Options['deliver']): ReportStarter => {
    const call = createCall(connection);
    return {
      async start(request): Promise<StartOutcome> {
        for (let tries = 0; tries < MOST_STARTS; tries += 1) {
          const started = await call('start', () =>
            findOpen(request.jobId) === undefined ? begin(request) : undefined,
          );
          if (started === undefined) return 'unconfirmed';
          if (started.answer !== undefined) return 'confirmed';
          const described = await call('describe', () => observe(findLatest(request.jobId)));
          if (described === undefined) return 'unconfirmed';
          const run = described.answer;
          if (run.kind !== 'open' && run.kind !== 'closed') continue;
          if (run.runAttempt === request.runAttempt) return 'confirmed';
          if (run.runAttempt !== null && run.runAttempt > request.runAttempt) return 'overtaken';
        }
        return 'unconfirmed';
      },

      async observe(row): Promise<RunObservation> {
        const latest = await call('describe', () => observe(findLatest(row.id)));
        if (latest === undefined) return { kind: 'unanswered' };
        const { runId } = row;
        if (runId === null || countsForRow(latest.answer, row)) return latest.answer;
        const own = await call('describe', () => observe(find(runId)));
        return own === undefined ? { kind: 'unanswered' } : own.answer;
      },

      findPendingTries: () => Promise.resolve([]),
    };
  };

  return {
    starter: starterFor(deliver),
    starterFor,
    runs: () => runs,
    findOpen,
    find,
    close(run, closedAs) {
      run.closedAs ??= closedAs;
    },
    reset(base) {
      if (find(base.runId) === undefined) return undefined;
      const open = findOpen(base.jobId);
      if (open) open.closedAs = 'TERMINATED (reset).';
      return begin(base, base);
    },
    forgetEverything() {
      for (const run of runs) run.closedAs ??= 'gone';
      runs = [];
    },
  };
}

function observe(run: SimulatedRun | undefined): RunObservation {
  if (run === undefined) return { kind: 'none' };
  const { runId, runAttempt, closedAs } = run;
  return closedAs === null
    ? { kind: 'open', runId, runAttempt }
    : { kind: 'closed', runId, runAttempt, closedAs };
}
