import type { Server } from 'node:http';

import type { Log } from './requestState.ts';

/**
 * Destroys a connection whose client takes nothing of what waits for it for so long, so that what the answer holds open is
 * freed. Work that has sent nothing yet is left alone: it has a limit of its own.
 */
export function cutOffStalled(server: Server, { stallMs, log }: { stallMs: number; log: Log }): void {
  // Node's own timer: it begins anew with every byte that the system takes.
  server.setTimeout(stallMs);
  server.on('request', (_request, response) => {
    // With a listener the connection stays; without one, between two requests, Node closes it.
    response.on('timeout', () => {
      const { socket } = response;
      if (socket === null || socket.writableLength === 0) return;
      log.info({ requestId: response.getHeader('X-Request-Id') }, 'answer cut off: its reader stalls');
      socket.destroy();
    });
  });
}
