import { DOCUMENT_PATH, PAGE_PATH } from '../paths.ts';

/** The readable page: Swagger UI on the document. */
export const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Clinical report generation</title>
    <link rel="icon" href="${PAGE_PATH}/favicon-32x32.png">
    <link rel="stylesheet" href="${PAGE_PATH}/swagger-ui.css">
    <script src="${PAGE_PATH}/swagger-ui-bundle.js" defer></script>
    <script src="${PAGE_PATH}/page.js" defer></script>
  </head>
  <body>
    <div id="document"></div>
  </body>
</html>
`;

/** In a file of its own, because the page runs no inline script. */
export const PAGE_SCRIPT = `SwaggerUIBundle({
  url: '${DOCUMENT_PATH}',
  dom_id: '#document',
  deepLinking: true,
  displayRequestDuration: true,
  validatorUrl: null,
});
`;
