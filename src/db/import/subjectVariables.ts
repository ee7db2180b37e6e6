/** What names the subject of a row: SDTM's variable, or else that of an EDC's tables. */
export const SUBJECT_KEYS = ['USUBJID', 'SUBJECTID'];

/** The same of its visit. */
export const VISIT_KEYS = ['VISITNUM', 'FOLDERSEQ_NSV'];

/** What a subject has, and the variables that say it, SDTM's before those of an EDC's tables. */
const SUBJECT_VARIABLES: Record<string, readonly string[]> = {
  subjid: ['SUBJID'],
  scrnid: ['SCRNID'],
  siteid: ['SITEID'],
  sitename: ['SITENAME', 'SITENAM'],
  country: ['COUNTRY'],
  invid: ['INVID'],
  invnam: ['INVNAM'],
};
export const SUBJECT_ATTRIBUTES = Object.keys(SUBJECT_VARIABLES);

/** The same of a subject and its visits. */
export const VARIABLES: Readonly<Record<string, readonly string[]>> = {
  ...SUBJECT_VARIABLES,
  visit: ['VISIT', 'FOLDERNAME'],
  svupdes: ['SVUPDES'],
  svstdtc: ['SVSTDTC', 'VISIT_DT'],
};

/** Of these datasets each row is a visit. */
export const VISIT_DATASETS = ['SV', 'RAWPLUS_VISDT'];

/** The order in which datasets are believed; all others follow by name. */
export const LEADING_DATASETS = ['DM', 'RAWPLUS_DM', 'SV', 'RAWPLUS_VISDT'];
