/** Names that live in histories: never change one, only add. */
export const TASK_QUEUE = 'report-generation';
export const RENDER_TASK_QUEUE = 'report-render';
export const WORKFLOW_TYPE = 'ReportGeneration';
export const RECONCILIATION_WORKFLOW_TYPE = 'ReconcileReports';
export const RECONCILIATION_SCHEDULE_ID = 'reconcile-reports';

/** Only references cross Temporal; the memo carries the same `runAttempt`. */
export type ReportGenerationInput = { tenantId: string; jobId: string; runAttempt: number };

export type ReportGenerationResult = {
  status: 'COMPLETED' | 'CANCELLED' | 'SUPERSEDED';
  recordCount: number | null;
};

/** What every activity of a run is given beside its own argument; the number counts the changes of the ExecutionLog. */
export type RunReference = ReportGenerationInput & { firstExecutionRunId: string; changeNumber: number };

export const SIGNALS = {
  pause: 'pause',
  resume: 'resume',
  cancel: 'cancel',
  comment: 'comment',
  progress: 'progress',
} as const;
export const QUERIES = { status: 'status', progress: 'progress', fieldSpecs: 'fieldSpecs' } as const;

/** What an operator sends: `--input '{"reason":"…"}'`, `--input '{"text":"…"}'`; `by` names the person. */
export type OperatorWord = { by?: string; reason?: string; text?: string };

export type ProgressSignal = { rows: number; totalRows: number | null; tryNumber: number };

export const MEMO = { runAttempt: 'runAttempt', requestId: 'requestId' } as const;

/** An argument that no converter could decode arrives as this marker. */
export const UNDECODABLE = '__undecodable__';

export const SEARCH_ATTRIBUTE_TYPES = {
  TenantId: 'KEYWORD',
  StudyId: 'KEYWORD',
  StudyMode: 'KEYWORD',
  ReportName: 'KEYWORD',
  ReportStatus: 'KEYWORD',
  ReportFormat: 'KEYWORD_LIST',
  RecordCount: 'INT',
} as const;
