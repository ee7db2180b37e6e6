const SERVICE_PATH = '/ec-reporting-svc';

/** Every operation stands below it. */
export const BASE_PATH = `${SERVICE_PATH}/rest`;

/** The OpenAPI document. */
export const DOCUMENT_PATH = `${SERVICE_PATH}/openapi.json`;

/** The same for a person. */
export const PAGE_PATH = `${SERVICE_PATH}/docs`;
