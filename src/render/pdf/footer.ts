import type { ReportHeading } from '../fileRenderer.ts';

/** What stands at the foot of a page beside its number. */
export function toFooter({ reportName, study, mode }: ReportHeading, more = ''): string {
  const parts = [reportName, study, mode, more].filter((part) => part !== null && part !== '');
  return parts.join(' · ').replaceAll(/[\s\p{Cc}]+/gu, ' ');
}
