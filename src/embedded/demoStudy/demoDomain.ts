import type { Column, InputCell } from '../../domain/dataset.ts';
import type { Random } from './random.ts';
import type { Subject } from './subject.ts';

/** One dataset of the demo study: what it looks like, and the rows of one subject. */
export type DemoDomain = {
  name: string;
  label: string;
  columns: readonly Column[];
  rowsOf(subject: Subject, random: Random): readonly (readonly InputCell[])[];
};

/** The cells for SUBJECT_COLUMNS. */
export function subjectCells(subject: Subject, domain: string): readonly InputCell[] {
  return [subject.studyName, domain, subject.usubjid];
}
