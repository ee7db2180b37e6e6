import assert from 'node:assert/strict';
import { Readable } from 'node:stream';

import { toClinicalError } from '../../src/db/rowSource/clinicalError.ts';
import { toFailure } from '../../src/temporal/failures.ts';
import { createHarness, datasetOf, type Harness } from './renderHarness.ts';

/** What the driver throws where a standby cancels a statement because of recovery, and where the server goes away. */
const CONFLICT = { code: '40001' };
const AWAY = { code: 'ECONNRESET' };

describe('renderReport on a standby', () => {
  let harness: Harness;
  let thrown: { code: string };
  before(async () => {
    const read = async function* () {
      yield await Promise.resolve(Buffer.from('a\n'));
      throw toClinicalError(Object.assign(new Error('driver'), thrown));
    };
    const stream = () => Readable.from(read(), { objectMode: false });
    harness = await createHarness({ datasets: [datasetOf('AE', ['a', 'b'], stream)] });
  });
  after(() => harness.dispose());

  /** Each try knows what the one before has left in its last heartbeat. */
  const tryInARow = async (...errors: { code: string }[]) => {
    const failures: ReturnType<typeof toFailure>[] = [];
    let details: unknown;
    for (const [index, error] of errors.entries()) {
      thrown = error;
      const { beats, result } = harness.startTry(index + 1, details);
      failures.push(toFailure(await result.catch((failure: unknown) => failure)));
      details = beats.at(-1);
    }
    assert.deepEqual(await harness.listFiles(), []);
    return failures;
  };

  it('is given up with the cure named after three conflicts with recovery in a row', async () => {
    const failures = await tryInARow(CONFLICT, CONFLICT, CONFLICT);
    assert.deepEqual(
      failures.map(({ type, nonRetryable }) => [type, nonRetryable]),
      [
        ['RECOVERY_CONFLICT', false],
        ['RECOVERY_CONFLICT', false],
        ['STANDBY_CONFLICT', true],
      ],
    );
    assert.match(failures[2]?.message ?? '', /hot_standby_feedback.*max_standby_streaming_delay/);
  });

  it('goes on after two conflicts that another failure keeps apart from the next', async () => {
    const failures = await tryInARow(CONFLICT, CONFLICT, AWAY, CONFLICT, CONFLICT);
    assert.ok(failures.every(({ nonRetryable }) => nonRetryable === false));
  });
});
