import type { Column } from '../../domain/dataset.ts';

/** Where a context column's value comes from when the dataset does not have the column itself. */
export type ContextSource = 'tenant' | 'study' | 'subject' | 'visit' | 'none';

type ContextColumn = Column & { from: ContextSource; sql: string };

const text = (name: string, label: string, from: ContextSource, sql: string): ContextColumn => ({
  ...{ name, label, type: 'string', from, sql },
});

/** The columns that stand first in every dataset of an extract, in this order; a name stands once. */
export const CONTEXT_COLUMNS: readonly ContextColumn[] = [
  text('TENANTID', 'Tenant Identifier', 'tenant', ''),
  text('STUDYID', 'Study Identifier', 'study', ''),
  text('COUNTRY', 'Country', 'subject', 's.country'),
  text('SITEID', 'Study Site Identifier', 'subject', 's.siteid'),
  text('INVID', 'Investigator Identifier', 'subject', 's.invid'),
  text('INVNAM', 'Investigator Name', 'subject', 's.invnam'),
  text('USUBJID', 'Unique Subject Identifier', 'none', 'null::text'),
  text('SCRNID', 'Screening Number', 'subject', 's.scrnid'),
  text('SUBJID', 'Subject Identifier for the Study', 'subject', 's.subjid'),
  text('VISITNUM', 'Visit Number', 'none', 'null::text'),
  text('VISIT', 'Visit Name', 'visit', 'v.visit'),
  {
    name: 'UNSCHED',
    label: 'Unscheduled Visit',
    type: 'integer',
    from: 'visit',
    sql: 'v.unscheduled::integer',
  },
  { ...text('SVSTDTC', 'Start Date/Time of Visit', 'visit', 'v.svstdtc'), logicalType: 'datetime' },
];
