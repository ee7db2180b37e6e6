import type { DatasetSource } from '../../domain/dataset.ts';
import { createRandom } from './random.ts';
import type { DemoDomain } from './demoDomain.ts';
import { adverseEvents } from './domains/adverseEvents.ts';
import { concomitantMedications } from './domains/concomitantMedications.ts';
import { demographics } from './domains/demographics.ts';
import { disposition } from './domains/disposition.ts';
import { laboratory } from './domains/laboratory.ts';
import { subjectVisits } from './domains/subjectVisits.ts';
import { vitalSigns } from './domains/vitalSigns.ts';
import { generatedDataset } from './generatedDataset.ts';
import { countSites } from './site.ts';
import { createSubject } from './subject.ts';

const DOMAINS: readonly DemoDomain[] = [
  demographics,
  subjectVisits,
  adverseEvents,
  vitalSigns,
  laboratory,
  disposition,
  concomitantMedications,
];

/** `subjects` scales every dataset; some 150 rows belong to each. `name` is what STUDYID says. */
export type DemoStudyOptions = { seed?: number; subjects: number; name?: string };

/** A study made up from a seed: the same options give the same cells, on every machine, each time. */
export function createDemoStudy({ seed = 1, subjects, name = 'DEMO01' }: DemoStudyOptions): DatasetSource[] {
  const siteCount = countSites(subjects);
  return DOMAINS.map((domain) =>
    generatedDataset({
      name: domain.name,
      label: domain.label,
      columns: domain.columns,
      parameters: { seed, subjects, study: name },
      *rows() {
        for (let index = 0; index < subjects; index++) {
          const subject = createSubject({ seed, studyName: name, index, siteCount });
          yield* domain.rowsOf(subject, createRandom(`${subject.key}/${domain.name}`));
        }
      },
    }),
  );
}
