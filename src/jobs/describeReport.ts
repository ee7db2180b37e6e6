import type { StudyMode } from '../domain/dataset.ts';
import { AppError } from '../domain/errors.ts';
import { checkFieldSpecs, findField } from '../domain/fieldSpec.ts';
import type { Id } from '../domain/id.ts';
import type { Job } from '../domain/job.ts';
import type { FieldDefinition, ReportDefinition } from '../domain/reportDefinition.ts';
import type { Authorize } from './authorize.ts';
import type { FieldValues, FieldValueSource } from './fieldValues.ts';
import type { JobList } from './jobList.ts';
import type { Catalogue, StudyDirectory } from './ports.ts';

export type ReportQuery = {
  tenantId: string;
  studyId: Id;
  mode: StudyMode;
  reportId: Id;
  /** The one field that is asked for; null for all of them. */
  fieldName: string | null;
  chosen: readonly { fieldName: string; value: string }[];
  authorize: Authorize;
};

/** Fields with the values that they may have, null where any value of their type may be. */
export type DescribedReport = {
  definition: ReportDefinition;
  fields: readonly { field: FieldDefinition; values: FieldValues | null }[];
  lastJobs: readonly Job[];
};

/**
 * A report's filters with their values in a study, and its last ten jobs there. Throws what `authorize` throws,
 * STUDY_NOT_FOUND, REPORT_UNKNOWN, FIELD_UNKNOWN and CLINICAL_*.
 */
export type DescribeReport = (query: ReportQuery, signal: AbortSignal) => Promise<DescribedReport>;

type Deps = {
  catalogue: Catalogue;
  studies: StudyDirectory;
  fieldValues: FieldValueSource;
  jobList: JobList;
};

const LAST_JOBS = 10;

export function createDescribeReport({ catalogue, studies, fieldValues, jobList }: Deps): DescribeReport {
  return async (query, signal) => {
    const { tenantId, studyId, mode, reportId } = query;
    query.authorize({ studyId, mode });
    const study = await studies.findStudy({ tenantId, studyId }, signal);
    if (study === undefined) throw new AppError('STUDY_NOT_FOUND');
    const definition = catalogue.find(reportId)?.definition;
    if (definition?.level !== 'study') throw new AppError('REPORT_UNKNOWN');
    const fields = findFields(definition, query.fieldName);
    const scope = { tenantId, studyId, mode };
    const [values, { jobs }] = await Promise.all([
      fieldValues.find(
        {
          ...{ definition, scope, studyName: study.name },
          fields: fields.filter(({ type }) => type === 'list'),
          chosen: readChosen(definition, query.chosen),
        },
        signal,
      ),
      jobList.list(
        {
          ...{ tenantId, scope: { studyId, modes: [mode] }, reportId, states: null },
          ...{ userId: null, kickoffFrom: null, kickoffTo: null },
        },
        { limit: LAST_JOBS, offset: 0, asOf: null },
        signal,
      ),
    ]);
    return {
      definition,
      fields: fields.map((field) => ({ field, values: values.get(field.name) ?? null })),
      lastJobs: jobs,
    };
  };
}

function findFields(definition: ReportDefinition, name: string | null): readonly FieldDefinition[] {
  if (name === null) return definition.fields;
  const field = findField(definition, name);
  if (field !== undefined) return [field];
  const details = `Allowed: ${definition.fields.map((known) => known.name).join(', ')}.`;
  throw new AppError('FIELD_UNKNOWN', { details });
}

/** Values of one field together, checked as those of an order are. */
function readChosen(definition: ReportDefinition, chosen: ReportQuery['chosen']) {
  const names = [...new Set(chosen.map(({ fieldName }) => fieldName))];
  const specs = names.map((fieldName) => ({
    fieldName,
    fieldType: findField(definition, fieldName)?.type ?? ('list' as const),
    fieldValueList: chosen.flatMap((one) => (one.fieldName === fieldName ? [one.value] : [])),
  }));
  return checkFieldSpecs(definition, specs);
}
