import assert from 'node:assert/strict';
import { once } from 'node:events';
import { EventEmitter } from 'node:events';

import { keepRunning, type Part, type StartedPart } from '../../../src/embedded/keepRunning.ts';

describe('keepRunning', () => {
  /** A part of fake processes, which end when the test says so. */
  const createPart = () => {
    const news = new EventEmitter();
    const ends: ((how: string) => void)[] = [];
    const stopped: number[] = [];
    let failures = 0;
    const start = (): Promise<StartedPart> => {
      const number = ends.length;
      let gone = false;
      const exited = new Promise<string>((resolve) => {
        ends.push((how) => {
          gone = true;
          resolve(how);
        });
      });
      const stop = () => {
        if (!gone) stopped.push(number);
        ends[number]?.('SIGTERM');
        return Promise.resolve();
      };
      news.emit('started');
      const process = { name: 'api', pid: number, logFile: 'api.log', exited, hasExited: () => gone, stop };
      return Promise.resolve({ process, stop });
    };
    const part: Part = {
      name: 'api',
      start: () => {
        if (failures-- > 0) return Promise.reject(new Error('no start'));
        return start();
      },
    };
    return { part, news, ends, stopped, failNext: (count: number) => (failures = count) };
  };

  it('starts a part again when its process ends, and says so', async () => {
    const { part, news, ends } = createPart();
    const lines: string[] = [];
    const kept = keepRunning(part, await part.start(AbortSignal.abort()), {
      tell: (line) => lines.push(line),
    });
    const again = once(news, 'started');
    ends[0]?.('SIGKILL');
    await again;
    assert.deepEqual(lines, ['api ended (SIGKILL). It is started again.']);
    await kept.stop();
  });

  it('starts it anew without a word when asked to', async () => {
    const { part, news, ends } = createPart();
    const lines: string[] = [];
    const kept = keepRunning(part, await part.start(AbortSignal.abort()), {
      tell: (line) => lines.push(line),
    });
    const again = once(news, 'started');
    await kept.restart();
    await again;
    assert.equal(ends.length, 2);
    assert.deepEqual(lines, []);
    await kept.stop();
  });

  it('ends the process that runs last, and starts none after', async () => {
    const { part, news, ends, stopped } = createPart();
    const kept = keepRunning(part, await part.start(AbortSignal.abort()), { tell: () => undefined });
    const again = once(news, 'started');
    ends[0]?.('exit code 1');
    await again;
    await kept.stop();
    assert.deepEqual(stopped, [1]);
    assert.equal(ends.length, 2);
  });

  it('ends at once while it waits to start a part again', async () => {
    const { part, ends, failNext } = createPart();
    const told = new EventEmitter();
    const kept = keepRunning(part, await part.start(AbortSignal.abort()), {
      tell: (line) => told.emit('line', line),
    });
    failNext(1);
    const refused = new Promise<void>((resolve) => {
      told.on('line', (line) => {
        if (line === 'no start') resolve();
      });
    });
    ends[0]?.('SIGKILL');
    await refused;
    await kept.stop();
    assert.equal(ends.length, 1);
  });

  it('tells of a death instead, where that is wanted', async () => {
    const { part, ends } = createPart();
    const death = new Promise<Error>((resolve) => {
      void part.start(AbortSignal.abort()).then((started) => {
        keepRunning(part, started, { tell: () => undefined, onDeath: resolve });
        ends[0]?.('exit code 1');
      });
    });
    assert.equal((await death).message, 'api ended (exit code 1); its log is api.log.');
  });
});
