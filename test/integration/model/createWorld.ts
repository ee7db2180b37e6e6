import type { Scheduler } from 'fast-check';
import type { Knex } from 'knex';

import { createExecutionLog } from '../../../src/db/executionLog.ts';
import { createRunLog } from '../../../src/db/runLog.ts';
import type { Id } from '../../../src/domain/id.ts';
import { createId } from '../../support/jobs.ts';
import { type Actor, createGate } from './gate.ts';
import { createSimulatedFiles } from './simulatedFiles.ts';
import { createSimulatedTemporal, type SimulatedRun } from './simulatedTemporal.ts';
import { createWorkflows } from './simulatedWorkflow.ts';
import type { Causes, World } from './world.ts';

export function createWorld(scheduler: Scheduler, knex: Knex): World {
  const gate = createGate(scheduler);
  const jobIds = [createId(), createId()].toSorted();
  const allCauses = new Map<Id, Causes>();
  const causes = (jobId: Id): Causes => {
    const known = allCauses.get(jobId);
    if (known) return known;
    const fresh = { mayFail: false, mayBeCancelled: false, breaks: false, isAccepted: false };
    allCauses.set(jobId, fresh);
    return fresh;
  };

  const deliver = async (actor: Actor, label: string) => {
    await gate.pass(actor, label);
    if (!world.isReachable) return 'undelivered';
    if (world.lostAnswers === 0) return 'answered';
    world.lostAnswers -= 1;
    return 'unanswered';
  };

  const openFor = (actor: Actor) => {
    const gated = gateStatements(knex, (sql, bindings, run) =>
      passStatement(world, { actor, sql, bindings, run }),
    );
    const starter = temporal.starterFor((label) => deliver(actor, label));
    return { executionLog: createExecutionLog(gated), runLog: createRunLog(gated, starter), starter };
  };

  const temporal = createSimulatedTemporal({
    deliver: () => Promise.resolve('answered'),
    onRun: (run: SimulatedRun, base) => {
      world.workflows.begin(run, base);
    },
  });
  const world: World = {
    gate,
    temporal,
    workflows: createWorkflows(() => world),
    files: createSimulatedFiles(),
    jobIds,
    causes,
    isReachable: true,
    lostAnswers: 0,
    statementFault: null,
    lastDone: undefined,
    actors: [],
    problems: [],
    openFor,
  };
  return world;
}

type Statement = { actor: Actor; sql: string; bindings: Bindings; run: () => PromiseLike<unknown> };
type Bindings = Readonly<Record<string, unknown>>;

async function passStatement(world: World, { actor, sql, bindings, run }: Statement): Promise<unknown> {
  await world.gate.pass(actor, nameOf(sql));
  const fault = world.statementFault;
  world.statementFault = null;
  if (fault === 'before') throw connectionLost();
  const answer = await world.gate.track(run());
  world.lastDone = {
    actor,
    runId: typeof bindings['firstRunId'] === 'string' ? String(bindings['runId']) : null,
  };
  if (fault === 'after') throw connectionLost();
  return answer;
}

/** The same connection, but every statement waits for its turn. */
function gateStatements(
  knex: Knex,
  pass: (sql: string, bindings: Bindings, run: () => PromiseLike<unknown>) => Promise<unknown>,
): Knex {
  // What is said of how a statement is sent changes nothing here.
  const raw = (sql: string, bindings: Record<string, Knex.RawBinding>) => {
    const passed = pass(sql, bindings, () => knex.raw(sql, bindings));
    return Object.assign(passed, { options: () => passed });
  };
  return new Proxy(knex, {
    get: (target, name, receiver): unknown => (name === 'raw' ? raw : Reflect.get(target, name, receiver)),
  });
}

function connectionLost(): Error {
  return Object.assign(new Error('The connection is lost.'), { code: '08006' });
}

function nameOf(sql: string): string {
  return sql
    .replaceAll(/\s+/g, ' ')
    .replace(/^.*?as name\),? /, '')
    .trim()
    .slice(0, 48);
}
