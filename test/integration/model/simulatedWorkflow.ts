import type { Late, RunFence, Superseded as SupersededAnswer } from '../../../src/jobs/ports.ts';
import { createActor } from './gate.ts';
import { type Desk, type Event, hear, writeComments, openDesk, toReplay } from './simulatedDesk.ts';
import { createSteps, Interrupted, isFinalFailure, type LogChange, type Steps } from './simulatedSteps.ts';
import type { SimulatedRun } from './simulatedTemporal.ts';
import type { SignalName, Try, Workflows, World } from './world.ts';

type Execution = {
  run: SimulatedRun;
  events: Event[];
  replay: Event[];
  desk: Desk;
  changeNumber: number;
  /** A workflow task is under way, and what it has done since the last one ended is in no history yet. */
  isInTask: boolean;
  taskStart: number;
  /** Its task got lost: another worker has begun it anew. */
  isLost: boolean;
  signal: (name: SignalName) => void;
};

class Superseded extends Error {}
class Cancelled extends Error {}
class FileFirst extends Error {}

/** The process of workflows/reportGeneration.ts in small: claim, resolve, render, complete, and what an operator says. */
export function createWorkflows(findWorld: () => World): Workflows {
  const executions = new Map<string, Execution>();
  const tries = new Set<Try>();
  const superseded = new Set<string>();
  let resetPoint = 0;
  let clock = 0;

  return {
    begin(run, base) {
      const events = (base && executions.get(base.runId)?.events) ?? [];
      execute(run, toReplay(events, Math.floor(resetPoint * events.length)));
    },
    loseTask(run) {
      const lost = executions.get(run.runId);
      if (lost === undefined || !lost.isInTask || run.closedAs !== null) return;
      lost.isLost = true;
      execute(run, toReplay([...lost.events, ...lost.replay], lost.taskStart));
    },
    signal(run, name) {
      if (run.closedAs === null) executions.get(run.runId)?.signal(name);
    },
    setResetPoint(fraction) {
      resetPoint = fraction;
    },
    tries: () => [...tries],
    superseded: () => superseded,
  };

  function execute(run: SimulatedRun, replay: Event[]): void {
    const desk = openDesk();
    const events: Event[] = [];
    const execution: Execution = {
      ...{
        run,
        events,
        replay,
        desk,
        changeNumber: 0,
        isInTask: true,
        taskStart: replay.length,
        isLost: false,
      },
      signal: (name) => {
        if (replay.length > 0) replay.push({ signal: name });
        else {
          events.push({ signal: name });
          hear(desk, name);
        }
      },
    };
    executions.set(run.runId, execution);
    void generate(execution).catch((error: unknown) => {
      findWorld().problems.push(`The workflow itself failed: ${String(error)}`);
    });
  }

  async function generate(execution: Execution): Promise<void> {
    const { run, desk } = execution;
    const actor = createActor(`workflow ${run.runId}`);
    await findWorld().gate.pass(actor, 'begins');
    const closedAs = await work()
      .catch(close)
      .catch((error: unknown) => {
        if (error instanceof FileFirst) return 'COMPLETED.';
        if (!(error instanceof Superseded)) throw error;
        superseded.add(run.runId);
        return 'COMPLETED.';
      });
    await findWorld().gate.pass(actor, 'closes');
    if (execution.isLost) return;
    findWorld().temporal.close(run, closedAs);

    async function work(): Promise<string> {
      const claimed = await write({ kind: 'claim' });
      writeComments(desk, () => {
        writeComment(execution);
      });
      if (claimed.hold) desk.isPaused = true;
      await interruptibly('resolve', (steps) => steps.resolve());
      await interruptibly('render', (steps) => steps.render());
      await write({ kind: 'complete' });
      return 'COMPLETED.';
    }

    async function close(error: unknown): Promise<string> {
      if (error instanceof Superseded || error instanceof FileFirst) throw error;
      if (error instanceof Cancelled) {
        await write({ kind: 'cancel', by: 'operator', reason: 'no longer wanted' });
        return 'COMPLETED.';
      }
      await write({ kind: 'fail', reason: 'broken' });
      return 'FAILED.';
    }

    function countOn(refusal: Late | SupersededAnswer): void {
      if (refusal.outcome === 'superseded') throw new Superseded();
      execution.changeNumber = refusal.changeNumber + 1;
    }

    async function interruptibly(
      step: 'resolve' | 'render',
      act: (steps: Steps) => ReturnType<Steps['render']>,
    ) {
      for (;;) {
        await holdWhilePaused();
        try {
          const done = await perform(execution, { step, act, isInterruptible: true });
          if (done.outcome === 'written' || done.outcome === 'rendered') return;
          countOn(done);
        } catch (error) {
          if (!(error instanceof Interrupted)) throw error;
        }
      }
    }

    async function holdWhilePaused(): Promise<void> {
      const throwIfCancelled = () => {
        if (desk.isCancelled) throw new Cancelled();
      };
      throwIfCancelled();
      while (desk.isPaused) {
        await write({ kind: 'pause', by: 'operator', reason: null });
        await until(execution, () => !desk.isPaused || desk.isCancelled);
        throwIfCancelled();
        await write({ kind: 'resume', by: 'operator', reason: null });
        throwIfCancelled();
      }
    }

    async function write(change: LogChange) {
      const act = (steps: Steps) => steps.update(change);
      execution.changeNumber += 1;
      for (;;) {
        const step = `update ${change.kind}`;
        const written = await perform(execution, { step, act, isInterruptible: false });
        if (written.outcome !== 'written') {
          countOn(written);
          continue;
        }
        if (written.state === 'COMPLETED' && change.kind !== 'complete') throw new FileFirst();
        return written;
      }
    }
  }

  type Activity<T> = { step: string; act: (steps: Steps) => Promise<T>; isInterruptible: boolean };

  /** Runs an activity as Temporal does: replayed from the history, else tried until it is done or cannot be. */
  async function perform<T>(execution: Execution, activity: Activity<T>): Promise<T> {
    const { run, desk, replay, events } = execution;
    for (let event = replay.shift(); event !== undefined; event = replay.shift()) {
      events.push(event);
      if ('signal' in event) hear(desk, event.signal);
      else if ('error' in event) throw event.error;
      // The history of this very step of this very code.
      else return event.value as T;
    }
    const outcome = await tryUntilDone(execution, activity);
    if (run.closedAs !== null || execution.isLost) return await new Promise<never>(() => undefined);
    events.push({ step: activity.step, ...outcome });
    beginTask(execution);
    if ('error' in outcome) throw outcome.error;
    return outcome.value;
  }

  type Outcome<T> = { value: T } | { error: unknown };

  async function tryUntilDone<T>(
    execution: Execution,
    { step, act, isInterruptible }: Activity<T>,
  ): Promise<Outcome<T>> {
    const { run, desk } = execution;
    const isStopped = () => isInterruptible && (desk.isPaused || desk.isCancelled);
    for (let number = 1; ; number += 1) {
      clock += 1;
      // Tried within the task first, but for the render; then by a worker that Temporal chooses.
      if (step === 'render' || number > 1) endTask(execution);
      const { underWay, lost } = beginTry(run, { step, number });
      const stopped = new Promise<'stopped'>((resolve) => {
        desk.onChange = () => {
          if (!isStopped()) return;
          underWay.isCancelRequested = true;
          // The render's end is waited for; other steps are left to themselves.
          if (step !== 'render') resolve('stopped');
        };
        desk.onChange();
      });
      const done = act(createSteps(findWorld(), underWay, toFence(execution), clock)).then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      );
      const outcome = await Promise.race([done, lost, stopped]);
      desk.onChange = () => undefined;
      void done.then(() => tries.delete(underWay));
      if (outcome === 'stopped' || (outcome === 'lost' && underWay.isCancelRequested))
        return { error: new Interrupted() };
      if (run.closedAs !== null || execution.isLost) return { error: new Interrupted() };
      if (outcome === 'lost') continue;
      if ('value' in outcome || outcome.error instanceof Interrupted || isFinalFailure(outcome.error))
        return outcome;
    }
  }

  /** Beside the steps, and in no history: where it is replayed, it is written again. */
  function writeComment(execution: Execution): void {
    const { underWay } = beginTry(execution.run, { step: 'comment', number: 1 });
    void createSteps(findWorld(), underWay, toFence(execution), clock)
      .update({ kind: 'comment', by: 'operator', text: 'hello' })
      .catch(() => undefined)
      .finally(() => tries.delete(underWay));
  }

  function beginTry(run: SimulatedRun, { step, number }: { step: string; number: number }) {
    const actor = createActor(`${run.runId} ${step} try ${number}`);
    findWorld().actors.push(actor);
    let lose: () => void = () => undefined;
    const lost = new Promise<'lost'>((resolve) => {
      lose = () => {
        tries.delete(underWay);
        resolve('lost');
      };
    });
    const underWay: Try = {
      actor,
      run,
      step,
      number,
      isCancelRequested: false,
      lose: () => {
        lose();
      },
    };
    tries.add(underWay);
    return { underWay, lost };
  }

  async function until(execution: Execution, isTrue: () => boolean): Promise<void> {
    const { replay, events, desk } = execution;
    while (!isTrue()) {
      const event = replay.shift();
      if (event !== undefined && 'signal' in event) {
        events.push(event);
        hear(desk, event.signal);
        continue;
      }
      endTask(execution);
      await new Promise<void>((resolve) => {
        desk.onChange = resolve;
      });
      beginTask(execution);
    }
  }
}

function endTask(execution: Execution): void {
  execution.isInTask = false;
}

function beginTask(execution: Execution): void {
  if (execution.isInTask) return;
  execution.isInTask = true;
  execution.taskStart = execution.events.length;
}

function toFence({ run, changeNumber }: Execution): RunFence {
  const { jobId, tenantId, runAttempt, runId, firstRunId } = run;
  return { jobId, tenantId, runAttempt, runId, firstExecutionRunId: firstRunId, changeNumber };
}
