import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

import { AppError, ERRORS, type ErrorCode } from '../domain/errors.ts';
import { toErrorAnswer } from './errorHandler.ts';
import type { Log } from './requestState.ts';

const CODES: Readonly<Partial<Record<string, ErrorCode>>> = {
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
};

/**
 * Answers what Node cannot read as a request (a `clientError`) in the same shape as every other refusal. Where the request
 * has its answer already, or a part of it, the connection is cut off instead: a request has one answer.
 */
export function createUnreadRefusal(
  server: Server,
  log: Log,
): (error: NodeJS.ErrnoException, socket: Duplex) => void {
  const last = new WeakMap<Duplex, { request: IncomingMessage; response: ServerResponse }>();
  server.on('request', (request, response) => last.set(request.socket, { request, response }));

  return (error, socket) => {
    const { request, response } = last.get(socket) ?? {};
    const isOver = response?.writableFinished === true && request?.complete === true;
    if ((response?.headersSent === true && !isOver) || !socket.writable || error.code === 'ECONNRESET') {
      socket.destroy();
      return;
    }
    const code = CODES[error.code ?? ''] ?? 'MALFORMED_REQUEST';
    const requestId = randomUUID();
    log.info({ requestId, status: ERRORS[code].status, code }, 'request refused unread');
    socket.end(toMessage(code, requestId));
  };
}

/** What the app gives to every answer of its own. */
const HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none';frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Origin-Agent-Cluster': '?1',
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'X-DNS-Prefetch-Control': 'off',
  'X-Download-Options': 'noopen',
  'X-Frame-Options': 'SAMEORIGIN',
  'X-Permitted-Cross-Domain-Policies': 'none',
  'X-XSS-Protection': '0',
};

function toMessage(code: ErrorCode, requestId: string): string {
  const { status, body } = toErrorAnswer(new AppError(code));
  const text = JSON.stringify(body);
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(text)}`,
    `X-Request-Id: ${requestId}`,
    ...Object.entries(HEADERS).map(([name, value]) => `${name}: ${value}`),
    'Connection: close',
    '',
    text,
  ].join('\r\n');
}
