import { randomUUID } from 'node:crypto';

import type { StudyMode } from '../domain/dataset.ts';
import type { DirectTable } from '../domain/directTable.ts';
import { AppError } from '../domain/errors.ts';
import { parseFormatList } from '../domain/formatList.ts';
import { type Id, parseId } from '../domain/id.ts';
import type { Job } from '../domain/job.ts';
import { type Format, FORMATS, type ReportDefinition } from '../domain/reportDefinition.ts';
import type { Authorize } from './authorize.ts';
import type { Caller } from './kickstart.ts';
import type { Catalogue, ExecutionLog, ReportStarter, RowSpool, Study, StudyDirectory } from './ports.ts';
import { createStartJob } from './startJob.ts';

export type DirectOrder = {
  studyId: Id;
  mode: StudyMode;
  /** The report of the catalogue that the rows belong to; null where they belong to none. */
  reportId: Id | null;
  /** As it stands in the query. */
  format: string | null;
  /** What the caller calls the report; null takes the catalogue's name. */
  name: string | null;
  table: DirectTable;
  caller: Caller;
  requestId: string;
  authorize: Authorize;
};

/**
 * Orders a report of rows that the caller sent. Throws UNAUTHORIZED, REPORT_NOT_FOUND, STUDY_NOT_ALLOWED, BAD_FORMAT,
 * STUDY_NOT_FOUND, CLINICAL_UNAVAILABLE, and what the spool throws.
 */
export type OrderDirectReport = (order: DirectOrder, signal: AbortSignal) => Promise<Job>;

type Deps = {
  executionLog: Pick<ExecutionLog, 'register' | 'noteStart' | 'find'>;
  starter: Pick<ReportStarter, 'start'>;
  catalogue: Catalogue;
  studies: StudyDirectory;
  spool: Pick<RowSpool, 'write'>;
  /** From the row's begin until the start must be confirmed. */
  startDeadlineMs: number;
};

/** What a report is called, and found by, that belongs to none of the catalogue. */
const DIRECT_REPORT = { id: 'D17EC7B0A4F94E0C9D5F6A2B83C1E790', name: 'Direct Report' };

/** The rows are safe before the row of the ExecutionLog says that there are any, and it before a run starts. */
export function createOrderDirectReport(deps: Deps): OrderDirectReport {
  const { executionLog, spool } = deps;
  const startJob = createStartJob(deps);

  return async function orderDirectReport(order, signal) {
    const { studyId, mode, table, caller, requestId } = order;
    order.authorize({ studyId, mode });
    const format = parseFormatList(order.format ?? 'CSV', {
      name: 'A direct report',
      formats: DIRECT_FORMATS,
    });
    const report = findReport(deps.catalogue, order.reportId);
    const study = await findStudy(deps.studies, { tenantId: caller.tenantId, studyId }, signal);

    const jobId = createId();
    const receivedAt = new Date().toISOString();
    const { sha256 } = await spool.write(jobId, table, signal);
    const definition: ReportDefinition = {
      id: report.id,
      name: order.name ?? report.name,
      level: 'study',
      description: '',
      formats: DIRECT_FORMATS,
      fields: [],
      rows: { kind: 'direct', spoolId: jobId, receivedAt, rowCount: table.rows.length, sha256 },
    };
    const startBy = Date.now() + deps.startDeadlineMs;
    const job = await executionLog.register(
      {
        id: jobId,
        tenantId: caller.tenantId,
        studyId,
        studyName: study.name,
        studyMode: mode,
        format,
        // What was sent is what it stands on.
        report: { definition, sha256 },
        requested: { fieldSpecs: [], extFieldSpecs: [] },
        searchSpec: null,
        userId: caller.userId,
        requestId,
      },
      signal,
    );
    if (job === undefined) throw new AppError('INTERNAL', { details: 'The new job id is taken.' });
    return await startJob(job, startBy, signal);
  };
}

/** The formats of one table that have a renderer. */
const DIRECT_FORMATS: readonly Format[] = FORMATS.filter((format) => ['CSV', 'HTML', 'PDF'].includes(format));

function findReport(catalogue: Catalogue, reportId: Id | null): { id: Id; name: string } {
  if (reportId === null || reportId === DIRECT_REPORT.id) return DIRECT_REPORT;
  const definition = catalogue.find(reportId)?.definition;
  if (definition === undefined) throw new AppError('REPORT_NOT_FOUND');
  if (definition.level === 'tenant') {
    throw new AppError('STUDY_NOT_ALLOWED', { details: 'A direct report belongs to a study.' });
  }
  return definition;
}

async function findStudy(
  studies: StudyDirectory,
  key: { tenantId: string; studyId: Id },
  signal: AbortSignal,
): Promise<Study> {
  const study = await studies.findStudy(key, signal);
  if (study === undefined) throw new AppError('STUDY_NOT_FOUND');
  return study;
}

function createId(): Id {
  const id = parseId(randomUUID());
  if (id === undefined) throw new AppError('INTERNAL');
  return id;
}
