import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';

import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { DeterminismViolationError } from '@temporalio/workflow';
import { Worker } from '@temporalio/worker';

import { dataConverter } from '../../src/temporal/dataConverter.ts';
import { loadWorkflowBundle } from '../support/workflowBundle.ts';

const FOLDER = new URL('./histories/', import.meta.url);
const OUTCOMES = [
  'cancelledBySignal',
  'cancelledNatively',
  'completed',
  'failed',
  'fileFirst',
  'pausedAndResumed',
  'superseded',
];

function readHistory(name: string, doctor: (text: string) => string = (text) => text) {
  return historyFromJSON(JSON.parse(doctor(readFileSync(new URL(name, FOLDER), 'utf8'))));
}

describe('Replay of stored histories', function () {
  this.timeout(60_000);
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));

  const replay = async (history: ReturnType<typeof historyFromJSON>) => {
    await Worker.runReplayHistory({ workflowBundle: await loadWorkflowBundle(), dataConverter }, history);
  };

  it('has one of every outcome', () => {
    assert.deepEqual(
      OUTCOMES.filter((outcome) => !names.includes(`${outcome}.json`)),
      [],
    );
  });

  for (const name of names) {
    it(`goes the same way again: ${name}`, () => replay(readHistory(name)));
  }

  it('refuses a history in which another step was taken', async () => {
    const doctored = readHistory('completed.json', (text) =>
      text.replaceAll('"renderReport"', '"renderAnotherReport"'),
    );
    await assert.rejects(replay(doctored), DeterminismViolationError);
  });
});
