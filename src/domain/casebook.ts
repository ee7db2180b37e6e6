import type { Cell, Column, StudyMode } from './dataset.ts';
import type { Id } from './id.ts';

/** What a casebook is about, and the moment that it shows. */
export type CasebookHead = {
  study: { id: Id; name: string };
  mode: StudyMode;
  takenAt: Date;
  forms: readonly CasebookForm[];
  visits: readonly CasebookVisit[];
  sites: readonly { id: string; name: string }[];
};

/** A dataset with subjects in it. */
export type CasebookForm = { name: string; label: string; columns: readonly Column[] };

/** `key` is the visit's number as text, null for what belongs to no visit; `forms` are positions in the head's list. */
export type CasebookVisit = {
  key: string | null;
  name: string;
  isUnscheduled: boolean;
  forms: readonly number[];
};

/** A row of a form, in the order of subjects, visits, forms, and of the dataset. */
export type CasebookRow = {
  subject: string;
  siteId: string;
  visit: string | null;
  form: number;
  cells: readonly Cell[];
};

export const CASEBOOK_KINDS = ['CASEBOOK', 'UNIQUE'] as const;
/** CASEBOOK: all visits and all data of each subject. UNIQUE: every form that they have, once, and no data. */
export type CasebookKind = (typeof CASEBOOK_KINDS)[number];

/** A casebook as XML text, piece by piece. */
export type RenderCasebook = (
  casebook: { kind: CasebookKind; head: CasebookHead },
  rows: AsyncIterable<readonly CasebookRow[]>,
) => AsyncIterable<string>;
