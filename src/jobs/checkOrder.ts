import { AppError } from '../domain/errors.ts';
import { checkFieldSpecs } from '../domain/fieldSpec.ts';
import type { Id } from '../domain/id.ts';
import { type FormatList, parseFormatList } from '../domain/formatList.ts';
import type { CatalogueEntry, ReportDefinition } from '../domain/reportDefinition.ts';
import type { Kickstart } from './kickstart.ts';
import type { Catalogue, JobRecord, Study, StudyDirectory } from './ports.ts';

/** The report that an unknown job id orders: one setting for studies, one for tenants. */
export type DefaultReports = { study: Id | null; tenant: Id | null };

/** What is ordered, once it is known to be possible. */
export type Order = {
  /** `isStored`: the job's own, as it was ordered with. */
  report: CatalogueEntry & { isStored: boolean };
  format: FormatList | null;
  study: (Pick<Study, 'id'> & { name: string | null }) | null;
};

type Deps = { catalogue: Catalogue; studies: StudyDirectory; defaults: DefaultReports };

/**
 * Checks rights, report, format, study and fields of a kickstart. Throws UNAUTHORIZED, JOB_NOT_FOUND, REPORT_NOT_FOUND,
 * BAD_FORMAT, STUDY_REQUIRED, STUDY_NOT_ALLOWED, STUDY_NOT_FOUND, or what `checkFieldSpecs` throws.
 */
export async function checkOrder(
  deps: Deps,
  kickstart: Kickstart,
  record: JobRecord | undefined,
  signal: AbortSignal,
): Promise<Order> {
  if (record !== undefined && record.job.tenantId !== kickstart.caller.tenantId)
    throw new AppError('JOB_NOT_FOUND');
  kickstart.authorize(
    record === undefined
      ? { studyId: kickstart.studyId ?? null, mode: kickstart.studyId ? kickstart.mode : null }
      : { studyId: record.job.studyId, mode: record.job.studyMode },
  );
  const report = findReport(deps, kickstart, record);
  const format = kickstart.format === null ? null : parseFormatList(kickstart.format, report.definition);
  if (kickstart.requested !== null) checkFieldSpecs(report.definition, kickstart.requested.fieldSpecs);
  const study = await findStudy(deps.studies, kickstart, { report: report.definition, record }, signal);
  return { report, format, study };
}

function findReport(
  { catalogue, defaults }: Deps,
  kickstart: Kickstart,
  record: JobRecord | undefined,
): CatalogueEntry & { isStored: boolean } {
  if (record !== undefined && keepsReport(record, kickstart.reportId))
    return { definition: record.definition, sha256: '', isStored: true };
  const reportId = kickstart.reportId ?? (kickstart.studyId ? defaults.study : defaults.tenant);
  if (reportId === null) throw new AppError('JOB_NOT_FOUND');
  const entry = catalogue.find(reportId);
  if (entry === undefined) throw new AppError('REPORT_NOT_FOUND');
  return { ...entry, isStored: false };
}

/** A job that brought its own rows is of no other report, and cannot be run again once they are gone with its file. */
function keepsReport({ job, definition }: JobRecord, wanted: Id | null): boolean {
  if (definition.rows.kind !== 'direct') return wanted === null;
  if (wanted !== null && wanted !== job.reportId)
    throw new AppError('REPORT_DIFFERS', { details: 'The job brought its own rows. Order a new job.' });
  if (job.state === 'EXPIRED') throw new AppError('DIRECT_ROWS_GONE');
  return true;
}

type Found = { report: ReportDefinition; record: JobRecord | undefined };

/** A study report needs a study that exists; where the clinical store cannot say, the run will. */
async function findStudy(
  studies: StudyDirectory,
  kickstart: Kickstart,
  found: Found,
  signal: AbortSignal,
): Promise<Order['study']> {
  const studyId = found.record === undefined ? kickstart.studyId : found.record.job.studyId;
  if (found.report.level === 'tenant') {
    if (studyId) throw new AppError('STUDY_NOT_ALLOWED', { details: 'Leave studyId out, or send null.' });
    return null;
  }
  if (found.record !== undefined) {
    if (!studyId) throw new AppError('STUDY_REQUIRED', { details: 'The job was ordered without a study.' });
    return { id: studyId, name: found.record.job.studyName };
  }
  if (!studyId || kickstart.mode === null) {
    throw new AppError('STUDY_REQUIRED', { details: 'mode is one of test, active, training.' });
  }
  const { tenantId } = kickstart.caller;
  const known = await studies.findStudy({ tenantId, studyId }, signal).catch((error: unknown) => {
    if (error instanceof AppError && error.code.startsWith('CLINICAL_')) return { id: studyId, name: null };
    throw error;
  });
  if (known === undefined) throw new AppError('STUDY_NOT_FOUND');
  return known;
}
