import { once } from 'node:events';
import { createServer } from 'node:http';
import type Koa from 'koa';

import { cutOffStalled } from './cutOffStalled.ts';
import { createUnreadRefusal } from './refuseUnread.ts';
import type { Log, RequestState } from './requestState.ts';

export type RunningServer = {
  port: number;
  /** Takes no more connections, lets requests end for as long as the grace lasts, then breaks them off. */
  close: (graceMs: number) => Promise<void>;
};

/** Room for a token of 16 KiB beside the other headers, so that a longer one is refused for what it is. */
const MAX_HEADER_BYTES = 40 * 1024;
const IDLE_LOOK_MS = 100;

/** How long a client may take to send its headers, and its whole request; both are looked at every so often. */
const SENDING = { headersMs: 10_000, requestMs: 30_000, lookMs: 1_000 };

type Options = {
  host: string;
  port: number;
  log: Log;
  sending?: typeof SENDING;
  /** How long a client may take nothing of an answer that waits for it. */
  stallMs: number;
};

/** Listens; throws where the address cannot be had. Slow senders are cut off, and readers that have stopped to read. */
export async function startServer(
  app: Koa<RequestState>,
  { host, port, log, sending = SENDING, stallMs }: Options,
): Promise<RunningServer> {
  const handle = app.callback();
  const server = createServer(
    {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: sending.headersMs,
      requestTimeout: sending.requestMs,
      connectionsCheckingInterval: sending.lookMs,
      keepAliveTimeout: 65_000,
    },
    (req, res) => void handle(req, res),
  );
  server.on('clientError', createUnreadRefusal(server, log));
  cutOffStalled(server, { stallMs, log });
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();

  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: async (graceMs) => {
      const closed = once(server, 'close');
      server.close();
      // A connection whose request ends during the grace becomes idle and would be kept alive.
      const look = setInterval(() => {
        server.closeIdleConnections();
      }, IDLE_LOOK_MS);
      const end = setTimeout(() => {
        server.closeAllConnections();
      }, graceMs);
      await closed;
      clearInterval(look);
      clearTimeout(end);
    },
  };
}
