import type { CasebookHead } from '../../domain/casebook.ts';

/** The OIDs of one document: what refers to a thing and what defines it use the same. */
export const OID = {
  study: ({ study }: Pick<CasebookHead, 'study'>): string => `ST.${study.id}`,
  metaData: ({ mode }: Pick<CasebookHead, 'mode'>): string => `MDV.${mode}`,
  /** A subject's site may be unknown; an OID has at least one character. */
  site: (siteId: string): string => `LOC.${siteId}`,
  visit: (key: string | null): string => (key === null ? 'SE.COMMON' : `SE.${key}`),
  form: (name: string): string => `FO.${name}`,
  group: (name: string): string => `IG.${name}`,
  item: (form: string, column: string): string => `IT.${form}.${column}`,
};
