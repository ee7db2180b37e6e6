import type { EnrollmentLimit } from '../../domain/enrollmentLimit.ts';
import { countSites, createSite } from './site.ts';

const SITE_LIMIT = { screening: 14, randomization: 12 };

/** Limits for a demo study: every site but the last open, one more that has screened nobody, its country, the study. */
export function createEnrollmentLimits({ subjects }: { subjects: number }): EnrollmentLimit[] {
  const siteCount = countSites(subjects);
  const sites = Array.from({ length: siteCount + 1 }, (_, index) => createSite(index));
  const countries = [...new Set(sites.map(({ country }) => country))];
  return [
    ...sites.map(({ id, country }, index) => ({
      ...{ country, siteId: id, status: index === siteCount - 1 ? 'Closed' : 'Open' },
      ...SITE_LIMIT,
    })),
    ...countries.map((country) => ({
      ...{ country, siteId: '', status: 'Open' },
      ...{ screening: null, randomization: 3 * SITE_LIMIT.randomization },
    })),
    { country: '', siteId: '', status: 'Open', screening: null, randomization: subjects },
  ];
}
