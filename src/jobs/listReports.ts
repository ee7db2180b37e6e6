import type { StudyMode } from '../domain/dataset.ts';
import { AppError } from '../domain/errors.ts';
import type { Id } from '../domain/id.ts';
import type { ReportDefinition } from '../domain/reportDefinition.ts';
import type { Authorize } from './authorize.ts';
import { findModes } from './listJobs.ts';
import type { Catalogue, StudyDirectory } from './ports.ts';

/** Without a mode: what the caller may run in any of the study's modes. */
export type ReportListQuery = {
  tenantId: string;
  studyId: Id | null;
  mode: StudyMode | null;
  authorize: Authorize;
};

/**
 * The reports that the caller may run, by name: those of a study, or without one those of the tenant. Throws what `authorize`
 * throws where there are none, and STUDY_UNKNOWN.
 */
export type ListReports = (
  query: ReportListQuery,
  signal: AbortSignal,
) => Promise<readonly ReportDefinition[]>;

type Deps = { catalogue: Catalogue; studies: StudyDirectory };

export function createListReports({ catalogue, studies }: Deps): ListReports {
  return async ({ tenantId, studyId, mode, authorize }, signal) => {
    if (studyId === null || findModes(authorize, studyId, mode).length === 0) authorize({ studyId, mode });
    if (studyId !== null && (await studies.findStudy({ tenantId, studyId }, signal)) === undefined)
      throw new AppError('STUDY_UNKNOWN');
    const level = studyId === null ? 'tenant' : 'study';
    return catalogue
      .list()
      .map(({ definition }) => definition)
      .filter((definition) => definition.level === level)
      .sort((one, other) => (one.name < other.name ? -1 : 1));
  };
}
