import type { Worker } from 'node:worker_threads';

import { startThread } from './startThread.ts';
import type { Call, FromThread, ToThread } from './threadCall.ts';
import { unpackError } from './threadError.ts';

type Options = {
  /** The file of the thread, in `src`. */
  entry: string;
  /** How long work that is to stop may take to do so; then its thread is ended. */
  stopMs: number;
};

export type ThreadPool<Order, News, Result> = {
  /** Starts a thread, and waits until it can take an order; throws why it cannot. */
  warmUp(): Promise<void>;
  /** Throws what the work throws, the signal's reason where it would not stop, and an Error where its thread ends. */
  call: Call<Order, News, Result>;
};

/** Threads that do one order each at a time: as many as there are orders at once, and kept for later ones. */
export function createThreadPool<Order, News, Result>({
  entry,
  stopMs,
}: Options): ThreadPool<Order, News, Result> {
  type Message = FromThread<News, Result>;
  const idle: Worker[] = [];

  function start(): Worker {
    const worker = startThread(entry);
    // Who waits for its answer hears of it; a thread that is idle is forgotten.
    worker.on('error', () => undefined);
    worker.once('exit', () => {
      const place = idle.indexOf(worker);
      if (place !== -1) idle.splice(place, 1);
    });
    return worker;
  }

  async function work(worker: Worker, order: Order, tell: (news: News) => void): Promise<Result> {
    return await new Promise((resolve, reject) => {
      const leave = follow<Message>(worker, {
        hear: (message) => {
          if (message.kind === 'news') tell(message.news);
          if (message.kind !== 'done' && message.kind !== 'failed') return;
          leave();
          idle.push(worker);
          if (message.kind === 'done') resolve(message.result);
          else reject(unpackError(message.error));
        },
        fail: reject,
      });
      send(worker, { kind: 'order', order });
    });
  }

  const send = (worker: Worker, message: ToThread<Order>) => {
    worker.postMessage(message);
  };

  return {
    async warmUp() {
      const worker = start();
      await new Promise<void>((resolve, reject) => {
        const leave = follow<Message>(worker, {
          hear: () => {
            leave();
            resolve();
          },
          fail: reject,
        });
      });
      idle.push(worker);
    },

    async call(order, { signal, tell }) {
      signal.throwIfAborted();
      const worker = idle.pop() ?? start();
      let overdue: NodeJS.Timeout | undefined;
      const stop = () => {
        send(worker, { kind: 'stop' });
        overdue = setTimeout(() => void worker.terminate(), stopMs);
      };
      signal.addEventListener('abort', stop, { once: true });
      try {
        return await work(worker, order, tell);
      } catch (error) {
        signal.throwIfAborted();
        throw error;
      } finally {
        signal.removeEventListener('abort', stop);
        clearTimeout(overdue);
      }
    },
  };
}

type Follower<Message> = { hear: (message: Message) => void; fail: (error: Error) => void };

/** Passes on what a thread sends, and why it ends, until the answer is called. */
function follow<Message>(worker: Worker, { hear, fail }: Follower<Message>): () => void {
  const exit = (code: number) => {
    fail(new Error(`The thread has ended with exit code ${code}.`));
  };
  worker.on('message', hear);
  worker.on('messageerror', fail);
  worker.on('error', fail);
  worker.on('exit', exit);
  return () => {
    worker.off('message', hear);
    worker.off('messageerror', fail);
    worker.off('error', fail);
    worker.off('exit', exit);
  };
}
