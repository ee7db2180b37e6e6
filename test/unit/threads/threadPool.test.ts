import assert from 'node:assert/strict';

import { AppError } from '../../../src/domain/errors.ts';
import { createThreadPool } from '../../../src/threads/threadPool.ts';
import type { Order } from '../../support/standIns/workThread.ts';

const never = new AbortController().signal;
const result = { thread: process.pid, counted: new Date(0) };

describe('a pool of threads', () => {
  const pool = createThreadPool<Order, number, typeof result>({
    entry: '../test/support/standIns/workThread',
    stopMs: 200,
  });
  const call = (order: Order, signal = never, tell: (news: number) => void = () => undefined) =>
    pool.call(order, { signal, tell });

  it('passes on the news in their order, then the result', async () => {
    await pool.warmUp();
    const news: number[] = [];
    assert.deepEqual(await call({ kind: 'count', to: 3 }, never, (one) => news.push(one)), result);
    assert.deepEqual(news, [1, 2, 3]);
  });

  it('does several orders at once, and keeps its threads for later ones', async () => {
    const stop = new AbortController();
    const waiting = call({ kind: 'wait' }, stop.signal);
    assert.deepEqual(await call({ kind: 'count', to: 1 }), result);
    stop.abort(new DOMException('Told to.', 'AbortError'));
    await assert.rejects(waiting, { name: 'AbortError', message: 'Told to.' });
    assert.deepEqual(await Promise.all([call({ kind: 'count', to: 1 }), call({ kind: 'count', to: 1 })]), [
      result,
      result,
    ]);
  });

  it('throws what the work threw, with code, details and cause', async () => {
    await assert.rejects(call({ kind: 'fail' }), (error) => {
      assert.ok(error instanceof AppError);
      assert.deepEqual([error.code, error.details], ['CLINICAL_UNAVAILABLE', 'AE.']);
      assert.ok(error.cause instanceof Error && 'code' in error.cause);
      assert.deepEqual([error.cause.message, error.cause.code], ['driver', '57P01']);
      return true;
    });
    await assert.rejects(call({ kind: 'failStrangely' }), { name: 'TypeError', message: 'no function' });
  });

  it('ends a thread that does not stop, and goes on with another', async () => {
    const stop = new AbortController();
    const spinning = call({ kind: 'spin' }, stop.signal);
    stop.abort(new DOMException('Told to.', 'AbortError'));
    await assert.rejects(spinning, { name: 'AbortError' });
    assert.deepEqual(await call({ kind: 'count', to: 1 }), result);
  });

  it('fails the order whose thread ends, and that one alone', async () => {
    await assert.rejects(call({ kind: 'exit' }), /ended with exit code 3/);
    await assert.rejects(call({ kind: 'throwLater' }), { name: 'RangeError' });
    assert.deepEqual(await call({ kind: 'count', to: 1 }), result);
  });

  it('says why a thread cannot start', async () => {
    const broken = createThreadPool({ entry: '../test/support/standIns/noSuchThread', stopMs: 1 });
    await assert.rejects(broken.warmUp(), /noSuchThread/);
  });

  it('takes no order that is stopped already', async () => {
    await assert.rejects(call({ kind: 'wait' }, AbortSignal.abort()), { name: 'AbortError' });
  });
});
