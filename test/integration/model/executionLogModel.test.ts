import fc from 'fast-check';

import { openDatabase } from '../../../src/db/connection.ts';
import { type Logs, openLogs } from '../../support/openLogs.ts';
import { commandArbitraries, type Real } from './commands.ts';
import { createWorld } from './createWorld.ts';
import { quietDown } from './quietDown.ts';
import { createWatch, SEE, type Seen } from './watch.ts';

/**
 * MODEL_RUNS: how many interleavings are tried. A failure prints seed, path and, with the commands, their replayPath;
 * MODEL_SEED, MODEL_PATH and MODEL_COMMANDS set to them try that very interleaving again.
 */
const { MODEL_RUNS, MODEL_SEED, MODEL_PATH, MODEL_COMMANDS } = process.env;
const DEFAULT_RUNS = 150;

describe('the model of the ExecutionLog', () => {
  let logs: Logs;
  before(async () => {
    logs = await openLogs();
  });
  after(() => logs.close());

  it('holds in every interleaving of kickstarts, runs, operators, crashes and reconciliations', async function () {
    this.timeout(0);
    const knex = openDatabase({
      url: logs.serviceUrl,
      poolSize: 4,
      applicationName: 'model',
      timeoutMs: 60_000,
    });
    const commands = fc.commands(commandArbitraries(), {
      maxCommands: 40,
      size: 'max',
      ...(MODEL_COMMANDS === undefined ? {} : { replayPath: MODEL_COMMANDS }),
    });
    const property = fc.asyncProperty(commands, fc.scheduler(), async (wanted, scheduler) => {
      await logs.asAdmin(FORGET);
      const world = createWorld(scheduler, knex);
      const bindings = { jobIds: [...world.jobIds] };
      const watch = createWatch(world, async () => (await knex.raw<{ rows: Seen[] }>(SEE, bindings)).rows);
      const real: Real = { world, watch };
      await fc.asyncModelRun(() => ({ model: {}, real }), wanted);
      await quietDown(real);
    });
    try {
      await fc.assert(property, {
        numRuns: Number(MODEL_RUNS ?? DEFAULT_RUNS),
        ...(MODEL_SEED === undefined ? {} : { seed: Number(MODEL_SEED) }),
        ...(MODEL_PATH === undefined ? {} : { path: MODEL_PATH, endOnFailure: true }),
      });
    } finally {
      await knex.destroy();
    }
  });
});

/** Jobs of the interleaving before must not be looked at again. */
const FORGET = /* sql */ `
  set session_replication_role = 'replica';
  delete from execution_log_progress; delete from report_file; delete from execution_log_history; delete from execution_log;
  set session_replication_role = 'origin'`;
