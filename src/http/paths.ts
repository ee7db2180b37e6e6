/** Every operation stands below it. */
export const BASE_PATH = '/ec-reporting-svc/rest';
