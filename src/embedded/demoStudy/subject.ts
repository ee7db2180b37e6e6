import { createRandom } from './random.ts';
import type { Site } from './site.ts';
import { createSite } from './site.ts';
import type { Visit } from './visit.ts';
import { createVisits } from './visit.ts';

/** What is the same about a subject in every dataset. */
export type Subject = {
  key: string;
  studyName: string;
  usubjid: string;
  subjid: string;
  screeningNumber: string;
  site: Site;
  arm: { code: string; name: string };
  sex: 'F' | 'M';
  age: number;
  firstDoseDay: number;
  discontinued: boolean;
  lastDay: number;
  visits: readonly Visit[];
};

const ARMS = [
  { code: 'PBO', name: 'Placebo' },
  { code: 'LOW', name: 'Low Dose' },
  { code: 'HIGH', name: 'High Dose, "titrated"' },
] as const;

type Options = { seed: number; studyName: string; index: number; siteCount: number };

/** Subject number `index`, the same whichever datasets are read and in which order. */
export function createSubject({ seed, studyName, index, siteCount }: Options): Subject {
  const key = `${seed}/${studyName}/${index}`;
  const random = createRandom(key);
  const site = createSite(index % siteCount);
  const subjid = String(index + 1).padStart(4, '0');
  const firstDoseDay = random.integer(0, 700);
  const discontinued = random.chance(0.25);
  const plannedDays = discontinued ? random.integer(20, 150) : 168;
  const visits = createVisits(random, { firstDoseDay, lastDay: plannedDays });
  return {
    key,
    studyName,
    usubjid: `${studyName}-${site.id}-${subjid}`,
    subjid,
    screeningNumber: `S${site.id}-${String(random.integer(1, 99999)).padStart(5, '0')}`,
    site,
    arm: random.pick(ARMS),
    sex: random.pick(['F', 'M']),
    age: random.integer(18, 89),
    firstDoseDay,
    discontinued,
    lastDay: Math.max(...visits.map((visit) => visit.day)),
    visits,
  };
}
