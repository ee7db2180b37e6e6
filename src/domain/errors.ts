type Row = { status: number; errorCode: string; message: string; retryable: boolean };

/**
 * Every error this service answers or records: HTTP status, wire code, the sentence a person reads, and whether
 * trying again can help. Nothing else decides these.
 */
export const ERRORS = {
  MALFORMED_REQUEST: row(400, 'REPT_400_REQUEST', 'The request is not valid HTTP/1.1.'),
  MALFORMED_JSON: row(400, 'REPT_400_JSON', 'The body is not valid JSON.'),
  BODY_SHAPE: row(400, 'REPT_400_BODY', 'The body is not what this operation takes.'),
  BODY_ROWS: row(400, 'REPT_400_ROWS', 'The rows of the body do not fit its columns.'),
  BODY_TOO_LARGE: row(413, 'REPT_413', 'The body is larger than this service accepts.'),
  HEADERS_TOO_LARGE: row(431, 'REPT_431', 'The address and headers are larger than this service accepts.'),
  REQUEST_TIMEOUT: row(408, 'REPT_408', 'The request was not sent in time.'),
  MEDIA_TYPE: row(415, 'REPT_415', 'The body must be sent as application/json.'),
  BAD_JOB_ID: row(400, 'REPT_400_JOB_ID', 'The job id is not valid.'),
  BAD_STUDY_ID: row(400, 'REPT_400_STUDY_ID', 'The study id is not valid.'),
  BAD_MODE: row(400, 'REPT_400_MODE', 'The mode is not valid.'),
  BAD_REPORT_ID: row(400, 'REPT_400_REPORT_ID', 'The report id is not valid.'),
  BAD_PARAMETER: row(400, 'REPT_400_PARAMETER', 'A query parameter is not valid.'),
  REPORT_REQUIRED: row(400, 'REPT_400_REPORT_REQUIRED', 'The order names no report: reportid is required.'),
  IDEMPOTENCY_KEY: row(400, 'REPT_400_IDEMPOTENCY_KEY', 'The Idempotency-Key is not valid.'),
  BAD_FORMAT: row(400, 'REPT_400_FORMAT', 'The report does not offer this format.'),
  STUDY_REQUIRED: row(
    400,
    'REPT_400_STUDY_REQUIRED',
    'This report belongs to a study: studyId and mode are required.',
  ),
  STUDY_NOT_ALLOWED: row(
    400,
    'REPT_400_STUDY_NOT_ALLOWED',
    'This report belongs to the tenant: it takes no study and no mode.',
  ),
  FIELD_UNKNOWN: row(400, 'REPT_400_FIELD_UNKNOWN', 'The report does not have this field.'),
  FIELD_VALUE: row(400, 'REPT_400_FIELD_VALUE', 'A field value does not fit its field.'),
  FIELD_DUPLICATE: row(400, 'REPT_400_FIELD_DUPLICATE', 'A field is named more than once.'),
  FIELD_SPECS: row(400, 'REPT_400_FIELD_SPECS', 'Several field specs are not valid.'),
  REPORT_UNKNOWN: row(400, 'REPT_400_REPORT', 'There is no such report for a study.'),
  STUDY_UNKNOWN: row(400, 'REPT_400_STUDY', 'There is no such study.'),
  UNAUTHORIZED: row(401, 'REPT_401', 'Unauthorized: the caller has no access to the requested resource.'),
  FORBIDDEN: row(403, 'REPT_403', 'The caller may not see this.'),
  JOB_NOT_FOUND: row(404, 'REPT_404', 'There is no such report job.'),
  STUDY_NOT_FOUND: row(404, 'REPT_404_STUDY', 'There is no such study.'),
  REPORT_NOT_FOUND: row(404, 'REPT_404_REPORT', 'There is no such report.'),
  PATH_NOT_FOUND: row(404, 'REPT_404_PATH', 'There is no such operation.'),
  METHOD_NOT_ALLOWED: row(405, 'REPT_405', 'This operation does not take this method.'),
  NOT_ACCEPTABLE: row(406, 'REPT_406', 'This operation answers application/json.'),
  JOB_DIFFERS: row(409, 'REPT_409_FIELD_SPECS', 'The job stands with other field specs.'),
  REPORT_DIFFERS: row(409, 'REPT_409_REPORT', 'The job stands with another report or format.'),
  STUDY_DIFFERS: row(409, 'REPT_409_STUDY', 'The job belongs to another study or mode.'),
  JOB_DELETED: row(409, 'REPT_409_DELETED', 'The job was deleted. Order a new one.'),
  JOB_NOT_COMPLETED: row(409, 'REPT_409_STATE', 'The job has no file in its present state.'),
  IDEMPOTENCY_KEY_REUSED: row(
    422,
    'REPT_422_IDEMPOTENCY_KEY',
    'The Idempotency-Key stands for another order. Send a new key with a new order.',
  ),
  JOB_OVER: row(409, 'REPT_409_OVER', 'The job is over: there is no run that could hear it.'),
  PRECONDITION_FAILED: row(412, 'REPT_412', 'The file is not the one that the request names.'),
  RANGE_NOT_SATISFIABLE: row(416, 'REPT_416', 'The file does not have the range that was asked for.'),
  DIRECT_ROWS_GONE: row(
    410,
    'REPT_410_ROWS',
    'The rows that were sent for this report are no longer kept. Send them again.',
  ),
  FORMAT_CANNOT_HOLD: row(
    422,
    'REPT_422_FORMAT',
    'The format cannot hold what the data has. Order another format, or allow the change in the definition.',
  ),
  UNKNOWN_VALUES: row(422, 'REPT_422_VALUES', 'The study does not have a value that was asked for.'),
  CASEBOOK_TOO_LARGE: row(
    422,
    'REPT_422_CASEBOOK',
    'The chosen subjects have more data than this operation answers at once.',
  ),
  BAD_IMPORT_FILE: row(422, 'REPT_422_IMPORT', 'The file cannot be imported.'),
  DATASET_NOT_FOUND: row(422, 'REPT_422_DATASET', 'The study does not have a dataset that the report needs.'),
  EMPTY_PAYLOAD: row(500, 'REPT_500_EMPTY', 'The payload is empty: there is nothing to report.'),
  STANDBY_CONFLICT: row(
    500,
    'REPT_500_STANDBY',
    'The standby cancelled the render three times in a row because of recovery. ' +
      'Set hot_standby_feedback = on or raise max_standby_streaming_delay on the standby.',
  ),
  REPORT_STATEMENT: row(
    500,
    'REPT_500_STATEMENT',
    "The report's statement cannot be run; its definition must be mended.",
  ),
  FILE_MISMATCH: row(500, 'REPT_500_FILE', 'The stored file does not match its record.'),
  INTERNAL: row(500, 'REPT_500', 'Something went wrong inside the service.', true),
  ROW_DATA_MISMATCH: row(
    500,
    'REPT_500_DATA',
    'Rows that were read twice are not the same; the file was thrown away.',
    true,
  ),
  ROW_COUNT_MISMATCH: row(
    500,
    'REPT_500_ROWS',
    'The rows written are not the rows counted; the file was thrown away.',
    true,
  ),
  DISK_FULL: row(503, 'REPT_503_DISK', 'The file store is full.', true),
  FILE_STORE_UNAVAILABLE: row(503, 'REPT_503_FILES', 'The file store does not answer.', true),
  DATABASE_UNAVAILABLE: row(503, 'REPT_503_DATABASE', 'The database does not answer.', true),
  AUDIT_UNAVAILABLE: row(
    503,
    'REPT_503_AUDIT',
    'The call cannot be written to the audit trail, so it is not answered.',
    true,
  ),
  CLINICAL_UNAVAILABLE: row(503, 'REPT_503_CLINICAL', 'The clinical database does not answer.', true),
  CLINICAL_REFUSED: row(503, 'REPT_503_CLINICAL', 'The clinical database refuses connections.', true),
  CASEBOOKS_BUSY: row(503, 'REPT_503_CASEBOOKS', 'Too many casebooks are being read at once.', true),
  BODIES_BUSY: row(503, 'REPT_503_BODIES', 'Too many large bodies are being read at once.', true),
  RECOVERY_CONFLICT: row(
    503,
    'REPT_503_CLINICAL',
    'The standby cancelled the reading because of recovery.',
    true,
  ),
  CLINICAL_CHANGED: row(503, 'REPT_503_CLINICAL', 'The datasets changed while they were being opened.', true),
  TEMPORAL_UNAVAILABLE: row(503, 'REPT_503_TEMPORAL', 'Temporal does not answer.', true),
  JOB_UNSETTLED: row(
    503,
    'REPT_503_RUN',
    'The run of the job has not come to its end yet. Try again in a moment.',
    true,
  ),
  KEYS_UNAVAILABLE: row(
    503,
    'REPT_503_KEYS',
    'The key set of the identity provider cannot be reached.',
    true,
  ),
} as const satisfies Record<string, Row>;

export type ErrorCode = keyof typeof ERRORS;

type Options = {
  /** What was wrong and what is allowed; never a row value, a subject id or a driver's text. */
  details?: string;
  cause?: unknown;
  /** For 405: the methods that the path takes. */
  allow?: readonly string[];
  /** For 416: the size of what was asked for. */
  sizeBytes?: number;
  /** For 401: the words of WWW-Authenticate. */
  challenge?: 'invalid_request' | 'invalid_token' | 'insufficient_scope';
};

/** The one error class: a code from the table, and details that may leave the process. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: string | undefined;
  readonly allow: readonly string[] | undefined;
  readonly sizeBytes: number | undefined;
  readonly challenge: Options['challenge'];

  constructor(code: ErrorCode, options: Options = {}) {
    super(ERRORS[code].message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.details = options.details;
    this.allow = options.allow;
    this.sizeBytes = options.sizeBytes;
    this.challenge = options.challenge;
  }
}

export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(ERRORS, text);
}

/** One sentence for an ExecutionLog's reason. */
export function describeError(error: { code: ErrorCode; details?: string | undefined }): string {
  const { message } = ERRORS[error.code];
  return error.details === undefined ? message : `${message} ${error.details}`;
}

function row(status: number, errorCode: string, message: string, retryable = false): Row {
  return { status, errorCode, message, retryable };
}
