const BASE_PATH = '/ec-reporting-svc/rest';
export const JOB_PATH = `${BASE_PATH}/v1.0/report/job`;
export const DOWNLOAD_PATH = `${BASE_PATH}/v2.0/reports/download`;
