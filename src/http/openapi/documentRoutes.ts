import { createReadStream } from 'node:fs';
import type Router from '@koa/router';
import type { Middleware } from 'koa';

import type { OperationSpec } from '../operation.ts';
import { DOCUMENT_PATH, PAGE_PATH } from '../paths.ts';
import type { RequestState } from '../requestState.ts';
import { createDocument } from './createDocument.ts';
import { PAGE, PAGE_SCRIPT } from './page.ts';

/** What the page takes from Swagger UI's own files; looked for when it is asked for. */
const FILES = {
  'swagger-ui.css': { type: 'text/css', find: () => import.meta.resolve('swagger-ui-dist/swagger-ui.css') },
  'swagger-ui-bundle.js': {
    type: 'text/javascript',
    find: () => import.meta.resolve('swagger-ui-dist/swagger-ui-bundle.js'),
  },
  'favicon-32x32.png': {
    type: 'image/png',
    find: () => import.meta.resolve('swagger-ui-dist/favicon-32x32.png'),
  },
};

/** The page runs scripts and styles of this service alone; everything else keeps the strict policy of all answers. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  // Swagger UI's icons stand in its style sheet; an image can neither run nor send anything.
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join(';');

/** The OpenAPI document and its page for people; both without a token. */
export function addDocumentRoutes(router: Router<RequestState>, operations: readonly OperationSpec[]): void {
  const document = JSON.stringify(createDocument(operations));
  router.get(
    DOCUMENT_PATH,
    send('application/json', () => document),
  );
  router.get(PAGE_PATH, async (ctx, next) => {
    ctx.set('Content-Security-Policy', PAGE_POLICY);
    await send('text/html', () => PAGE)(ctx, next);
  });
  router.get(
    `${PAGE_PATH}/page.js`,
    send('text/javascript', () => PAGE_SCRIPT),
  );
  for (const [name, { type, find }] of Object.entries(FILES)) {
    router.get(
      `${PAGE_PATH}/${name}`,
      send(type, () => createReadStream(new URL(find()))),
    );
  }
}

function send(type: string, open: () => unknown): Middleware<RequestState> {
  return (ctx) => {
    ctx.type = type;
    ctx.body = open();
  };
}
