import type { Id } from '../../../src/domain/id.ts';
import type { ExecutionLog, ReportStarter, RunLog } from '../../../src/jobs/ports.ts';
import type { Actor, Gate } from './gate.ts';
import type { SimulatedFiles } from './simulatedFiles.ts';
import type { SimulatedRun, SimulatedTemporal } from './simulatedTemporal.ts';

export type SignalName = 'pause' | 'resume' | 'cancel' | 'comment';

/** One try of a step that a worker has under way. */
export type Try = {
  actor: Actor;
  run: SimulatedRun;
  step: string;
  number: number;
  isCancelRequested: boolean;
  /** Its worker is not heard of any more; whether it is dead is another matter. */
  lose: () => void;
};

export type Workflows = {
  begin(run: SimulatedRun, base: SimulatedRun | undefined): void;
  signal(run: SimulatedRun, name: SignalName): void;
  /** The worker that has the run's workflow task is not heard of any more: another one begins the task anew. */
  loseTask(run: SimulatedRun): void;
  /** How much of the base's history the next reset keeps, as a fraction. */
  setResetPoint(fraction: number): void;
  tries(): readonly Try[];
  /** Runs that ended because they were told that the row is not theirs. */
  superseded(): ReadonlySet<string>;
};

/** What goes wrong with the next statement: it never arrives, or it is done and nobody hears of it. */
export type StatementFault = 'before' | 'after';

/** One statement that was done: by whom, and, where a run wrote, by which. */
export type Done = { actor: Actor; runId: string | null };

/** What happened to a job that may be a reason for how it ends. */
export type Causes = { mayFail: boolean; mayBeCancelled: boolean; breaks: boolean; isAccepted: boolean };

/** Two jobs, the real rows, and everything around them simulated. */
export type World = {
  gate: Gate;
  temporal: SimulatedTemporal;
  workflows: Workflows;
  files: SimulatedFiles;
  jobIds: readonly Id[];
  causes(jobId: Id): Causes;
  /** Messages to Temporal arrive; where not, none does. */
  isReachable: boolean;
  /** The next answers of Temporal that get lost. */
  lostAnswers: number;
  statementFault: StatementFault | null;
  lastDone: Done | undefined;
  actors: Actor[];
  problems: string[];
  openFor(actor: Actor): { executionLog: ExecutionLog; runLog: RunLog; starter: ReportStarter };
};
