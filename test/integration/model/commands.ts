import fc, { type Arbitrary, type AsyncCommand } from 'fast-check';

import { AppError } from '../../../src/domain/errors.ts';
import { isSameFieldSpecs } from '../../../src/domain/fieldSpec.ts';
import { createReconcileJobs } from '../../../src/jobs/reconcileJobs.ts';
import type { FinishedJob } from '../../../src/jobs/tidyUpJob.ts';
import { site } from '../../support/jobs.ts';
import { aKickstart, createTestKickstart } from '../../support/kickstarts.ts';
import { type Actor, createActor, stall } from './gate.ts';
import { toCommitted } from './simulatedSteps.ts';
import type { Watch } from './watch.ts';
import type { World } from './world.ts';

export type Real = { world: World; watch: Watch };
export type Command = AsyncCommand<object, Real>;

/** Every row counts as untouched. */
const AT_ONCE_MS = -600_000;
const MOST_STEPS_TO_PAUSE = 20;
const signal = () => new AbortController().signal;
let actors = 0;

/** What people, operators and misfortune do; after each, some of the steps that wait are taken. */
export function commandArbitraries(): Arbitrary<Command>[] {
  // One of the jobs has the more eventful life.
  const job = fc.constantFrom(0, 0, 0, 1);
  const steps = fc.nat(5);
  const one = <T>(name: string, given: Arbitrary<T>, act: (world: World, given: T) => void) =>
    fc.tuple(given, steps).map(([value, count]) =>
      toCommand(`${name}(${JSON.stringify(value)})`, count, (world) => {
        act(world, value);
      }),
    );
  const kickstarts = fc.record({ job, site: fc.constantFrom(null, '701', '702') });
  const operators = fc.record({
    job,
    name: fc.constantFrom('pause' as const, 'resume' as const, 'cancel' as const, 'comment' as const),
  });
  return [
    one('kickstart', kickstarts, (world, { job: index, site: value }) => {
      kickstart(world, jobAt(world, index), value);
    }),
    one('kickstart', kickstarts, (world, { job: index, site: value }) => {
      kickstart(world, jobAt(world, index), value);
    }),
    one('goOn', fc.constant(null), () => undefined),
    one('reconcile', fc.constant(null), reconcile),
    one('signal', operators, (world, { job: index, name }) => {
      const run = world.temporal.findOpen(jobAt(world, index));
      if (run === undefined) return;
      if (name === 'cancel') world.causes(run.jobId).mayBeCancelled = true;
      world.workflows.signal(run, name);
    }),
    one('loseTry', fc.record({ index: fc.nat(3), isDead: fc.boolean() }), (world, { index, isDead }) => {
      const underWay = newest(world.workflows.tries(), index);
      if (underWay === undefined) return;
      if (isDead) underWay.actor.isDead = true;
      else stall(underWay.actor);
      underWay.lose();
    }),
    fc.record({ job, wait: fc.nat(12) }).map(lateWrite),
    job.map(commentAfterReset),
    one('loseTask', job, (world, index) => {
      const run = world.temporal.findOpen(jobAt(world, index));
      if (run !== undefined) world.workflows.loseTask(run);
    }),
    one('terminate', job, (world, index) => {
      const run = world.temporal.findOpen(jobAt(world, index));
      if (run === undefined) return;
      world.causes(run.jobId).mayFail = true;
      world.temporal.close(run, 'TERMINATED.');
    }),
    one(
      'reset',
      fc.record({ job, point: fc.constantFrom(0, 0.3, 0.6, 1) }),
      (world, { job: index, point }) => {
        const latest = world.temporal.runs().findLast((run) => run.jobId === jobAt(world, index));
        if (latest === undefined) return;
        world.workflows.setResetPoint(point);
        world.temporal.reset(latest);
      },
    ),
    one('forgetEverything', fc.constant(null), (world) => {
      world.temporal.forgetEverything();
    }),
    one('loseAnswers', fc.integer({ min: 1, max: 2 }), (world, count) => {
      world.lostAnswers = count;
    }),
    one('cutOff', fc.boolean(), (world, isCut) => {
      world.isReachable = !isCut;
    }),
    one('statementFault', fc.constantFrom('before' as const, 'after' as const), (world, fault) => {
      world.statementFault = fault;
    }),
    one('kill', fc.nat(5), (world, index) => {
      const actor = newest(
        world.actors.filter(({ name }) => name.startsWith('api')),
        index,
      );
      if (actor) actor.isDead = true;
    }),
    one('stall', fc.nat(5), (world, index) => {
      const actor = newest(world.actors, index);
      if (actor) stall(actor);
    }),
    one('wakeUp', fc.nat(2), (world, index) => {
      newest(
        world.actors.filter(({ sleep }) => sleep !== null),
        index,
      )?.wakeUp();
    }),
    one('breakReport', fc.record({ job, breaks: fc.boolean() }), (world, { job: index, breaks }) => {
      const causes = world.causes(jobAt(world, index));
      causes.breaks = breaks;
      causes.mayFail ||= breaks;
    }),
  ];
}

function toCommand(name: string, steps: number, act: (world: World) => void): Command {
  return {
    check: () => true,
    async run(_, { world, watch }) {
      act(world);
      await go({ world, watch }, steps);
    },
    toString: () => `${name}+${steps}`,
  };
}

/** A pause is written by a worker that stalls, then by another one; the first wakes up once the run has been resumed. */
function lateWrite({ job, wait }: { job: number; wait: number }): Command {
  return {
    check: () => true,
    async run(_, real) {
      const { world } = real;
      const run = world.temporal.findOpen(jobAt(world, job));
      if (run === undefined) return;
      const findPause = () =>
        world.workflows.tries().find((underWay) => underWay.run === run && underWay.step === 'update pause');
      world.workflows.signal(run, 'pause');
      await go(real, MOST_STEPS_TO_PAUSE, () => findPause() !== undefined);
      const late = findPause();
      if (late === undefined) return;
      stall(late.actor);
      late.lose();
      await go(real, wait);
      world.workflows.signal(run, 'resume');
      await go(real, wait);
      late.actor.wakeUp();
      await go(real, wait);
    },
    toString: () => `lateWrite({"job":${job},"wait":${wait}})`,
  };
}

/** A run that holds is reset where it stands, and the first that it has to write is a comment. */
function commentAfterReset(job: number): Command {
  return {
    check: () => true,
    async run(_, real) {
      const { world, watch } = real;
      const jobId = jobAt(world, job);
      const run = world.temporal.findOpen(jobId);
      if (run === undefined) return;
      const isPaused = () => watch.rows().some((row) => row.jobId === jobId && row.state === 'PAUSED');
      world.workflows.signal(run, 'pause');
      await go(real, MOST_STEPS_TO_PAUSE, isPaused);
      world.workflows.setResetPoint(1);
      const successor = world.temporal.reset(run);
      if (successor === undefined) return;
      world.workflows.signal(successor, 'comment');
      await go(real, MOST_STEPS_TO_PAUSE);
    },
    toString: () => `commentAfterReset(${job})`,
  };
}

async function go({ world, watch }: Real, mostSteps: number, isEnough = () => false): Promise<void> {
  await world.gate.settle();
  for (let taken = 0; taken < mostSteps && !isEnough() && (await world.gate.step()); taken += 1)
    await watch.look();
}

function newest<T>(all: readonly T[], index: number): T | undefined {
  return all.at(-1 - (index % Math.max(1, all.length)));
}

function jobAt({ jobIds }: World, index: number): string {
  return jobIds[index % jobIds.length] ?? '';
}

/** A caller, through the real use case; an answer of 202 is a promise. */
export function kickstart(world: World, jobId: string, value: string | null): void {
  const actor = addActor(world, 'api');
  const requested = value === null ? null : { fieldSpecs: site(value), extFieldSpecs: [] };
  const kickstartJob = createTestKickstart(world.openFor(actor));
  void kickstartJob(aKickstart({ jobId, requested }), signal())
    .then((job) => {
      world.causes(jobId).isAccepted = true;
      if (requested !== null && !isSameFieldSpecs(job.fieldSpecs, requested.fieldSpecs)) {
        world.problems.push(`${actor.name} was promised ${value} and given other field specs`);
      }
    })
    .catch((error: unknown) => {
      if (!(error instanceof AppError) || !['JOB_DIFFERS', 'DATABASE_UNAVAILABLE'].includes(error.code)) {
        world.problems.push(`${actor.name} was answered ${String(error)}`);
      }
    });
}

export function reconcile(world: World): void {
  const actor = addActor(world, 'reconciliation');
  const tidyUp = ({ fileStorageId, ...job }: FinishedJob) => {
    world.files.removeOrphans({ ...job, committed: toCommitted(fileStorageId) });
    return Promise.resolve();
  };
  const tidySpool = () => Promise.resolve();
  const check = (error: unknown) => {
    if (!(error instanceof AppError) || error.code !== 'DATABASE_UNAVAILABLE') {
      world.problems.push(`${actor.name} failed: ${String(error)}`);
    }
  };
  const log = {
    warn: (fields: object) => {
      check('err' in fields ? fields.err : undefined);
    },
  };
  const deps = { ...world.openFor(actor), untouchedMs: AT_ONCE_MS, tidyUp, tidySpool, log };
  void createReconcileJobs(deps)(signal()).catch(check);
}

function addActor(world: World, name: string): Actor {
  actors += 1;
  const actor = createActor(`${name} ${actors}`);
  world.actors.push(actor);
  return actor;
}
