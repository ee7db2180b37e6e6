import assert from 'node:assert/strict';

import { StopWaiting, waitUntil } from '../../../src/embedded/waitUntil.ts';

describe('waitUntil', () => {
  const { signal } = new AbortController();
  const wait = { what: 'the moon', timeoutMs: 20, intervalMs: 1, signal };

  it('asks until there is an answer', async () => {
    let asked = 0;
    assert.equal(
      await waitUntil({ ...wait, timeoutMs: 10_000, ask: () => (++asked < 3 ? undefined : asked) }),
      3,
    );
  });

  it('says what it waited for when time is over, with the last error', async () => {
    const ask = () => Promise.reject(new Error('still dark'));
    await assert.rejects(waitUntil({ ...wait, ask }), {
      message: /the moon/,
      cause: new Error('still dark'),
    });
  });

  it('ends at once where waiting cannot help', async () => {
    const ask = () => Promise.reject(new StopWaiting('It is no more.'));
    await assert.rejects(waitUntil({ ...wait, timeoutMs: 60_000, ask }), { message: 'It is no more.' });
  });

  it("ends with the signal's own reason", async () => {
    const abort = new AbortController();
    const ask = () => {
      abort.abort(new Error('told to'));
      return undefined;
    };
    const waiting = waitUntil({ ...wait, timeoutMs: 60_000, signal: abort.signal, ask });
    await assert.rejects(waiting, { message: 'told to' });
  });
});
