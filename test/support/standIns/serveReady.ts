import { createServer } from 'node:http';

/** Answers every request with 200: a service that is ready. */
export function serveReady(port: string | undefined): void {
  const server = createServer((_request, response) => response.end('{}')).listen(Number(port), '127.0.0.1');
  process.once('SIGTERM', () => {
    server.close();
    server.closeAllConnections();
  });
}
