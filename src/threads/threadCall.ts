import type { ThreadError } from './threadError.ts';

/** Work that tells how far it is and can be stopped, in this thread or in another: all that passes can be cloned. */
export type Call<Order, News, Result> = (
  order: Order,
  watch: { signal: AbortSignal; tell: (news: News) => void },
) => Promise<Result>;

export type ToThread<Order> = { kind: 'order'; order: Order } | { kind: 'stop' };

export type FromThread<News, Result> =
  | { kind: 'ready' }
  | { kind: 'news'; news: News }
  | { kind: 'done'; result: Result }
  | { kind: 'failed'; error: ThreadError };
