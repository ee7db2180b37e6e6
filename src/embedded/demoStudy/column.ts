import type { Column } from '../../domain/dataset.ts';

/** ISO 8601 text that may be partial keeps what it means to a filter. */
type Meaning = { logicalType?: 'date' | 'datetime' };

export function text(name: string, label: string, length: number, meaning: Meaning = {}): Column {
  return { name, label, type: 'string', length, ...meaning };
}

export const isoDate = (name: string, label: string): Column =>
  text(name, label, 10, { logicalType: 'date' });

export function number(name: string, label: string, type: 'integer' | 'float' = 'float'): Column {
  return { name, label, type, length: 8 };
}

/** The columns that every dataset of a study begins with. */
export const SUBJECT_COLUMNS: readonly Column[] = [
  text('STUDYID', 'Study Identifier', 20),
  text('DOMAIN', 'Domain Abbreviation', 2),
  text('USUBJID', 'Unique Subject Identifier', 40),
];

/** The columns that say at which visit a record was made. */
export const VISIT_COLUMNS: readonly Column[] = [
  number('VISITNUM', 'Visit Number'),
  text('VISIT', 'Visit Name', 40),
];
