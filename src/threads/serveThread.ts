import { parentPort } from 'node:worker_threads';

import type { Call, FromThread, ToThread } from './threadCall.ts';
import { packError } from './threadError.ts';

/** Does the work that the pool of this thread asks for, one order at a time. */
export function serveThread<Order, News, Result>(work: Call<Order, News, Result>): void {
  const port = parentPort;
  if (port === null) throw new Error('This is no thread of its own.');
  const send = (message: FromThread<News, Result>) => {
    port.postMessage(message);
  };
  let stop = new AbortController();
  port.on('message', (message: ToThread<Order>) => {
    if (message.kind === 'stop') {
      stop.abort();
      return;
    }
    stop = new AbortController();
    const tell = (news: News) => {
      send({ kind: 'news', news });
    };
    work(message.order, { signal: stop.signal, tell })
      .then((result) => {
        send({ kind: 'done', result });
      })
      .catch((error: unknown) => {
        send({ kind: 'failed', error: packError(error) });
      });
  });
  send({ kind: 'ready' });
}
