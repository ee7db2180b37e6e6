// A thread whose work a test chooses by its order.
import { setTimeout } from 'node:timers/promises';

import { AppError } from '../../../src/domain/errors.ts';
import { serveThread } from '../../../src/threads/serveThread.ts';

export type Order =
  | { kind: 'count'; to: number }
  | { kind: 'fail' }
  | { kind: 'failStrangely' }
  | { kind: 'wait' }
  | { kind: 'spin' }
  | { kind: 'exit' }
  | { kind: 'throwLater' };

serveThread<Order, number, { thread: number; counted: Date }>(async (order, { signal, tell }) => {
  switch (order.kind) {
    case 'count':
      for (let news = 1; news <= order.to; news++) tell(news);
      break;
    case 'fail': {
      const cause = Object.assign(new Error('driver'), { code: '57P01' });
      throw new AppError('CLINICAL_UNAVAILABLE', { details: 'AE.', cause });
    }
    case 'failStrangely':
      throw new TypeError('no function');
    case 'wait':
      await setTimeout(60_000, undefined, { signal });
      break;
    case 'spin':
      for (;;);
    case 'exit':
      process.exit(3);
      break;
    case 'throwLater':
      setImmediate(() => {
        throw new RangeError('out of range');
      });
      await setTimeout(60_000);
  }
  return { thread: process.pid, counted: new Date(0) };
});
