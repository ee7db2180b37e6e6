import type { FieldDefinition, ReportDefinition, ValueSource } from '../domain/reportDefinition.ts';

const list = (
  name: string,
  label: string,
  otherNames: readonly string[],
  valuesFrom?: ValueSource,
): FieldDefinition => ({
  ...{ name, label, otherNames, type: 'list' },
  filters: valuesFrom === 'dataset' ? 'dataset' : { column: name },
  ...(valuesFrom !== undefined && { valuesFrom }),
});

/** What casebooks are chosen by; the names are those of the Subject Data Extract. */
export const CASEBOOK_REPORT: ReportDefinition = {
  id: 'C5A3E8F0D2B64C1F9E7A0B4D6C8F1E23',
  name: 'CRF_SUBJECT_DATA',
  level: 'study',
  description: 'The case report forms of the chosen subjects.',
  formats: [],
  fields: [
    list('USUBJID', 'Subject', ['subjectId', 'subjectIds', 'subject', 'subjects'], 'subject'),
    list('SUBJID', 'Subject number', ['subjectNumber', 'subjectNumbers']),
    list('SITEID', 'Site', ['siteIds', 'site', 'sites'], 'site'),
    list('COUNTRY', 'Country', ['countries'], 'country'),
    list('VISIT', 'Visit', ['visits', 'visitName'], 'visit'),
    list('VISITNUM', 'Visit number', ['visitNumber', 'visitId', 'visitIds'], 'visitNumber'),
    list('DOMAIN', 'Form', ['domains', 'form', 'forms', 'formName', 'dataset'], 'dataset'),
  ],
  rows: { kind: 'datasets', contextColumns: true },
};
