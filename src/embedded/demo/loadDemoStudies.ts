import { importDatasets } from '../../db/import/importDatasets.ts';
import type { DatasetSource } from '../../domain/dataset.ts';
import type { Id } from '../../domain/id.ts';
import type { EnrollmentLimit } from '../../domain/enrollmentLimit.ts';
import { createDemoStudy } from '../demoStudy/createDemoStudy.ts';
import { createEdcTables } from '../demoStudy/createEdcTables.ts';
import { createEnrollmentLimits } from '../demoStudy/createEnrollmentLimits.ts';
import { createTrainingRecords } from '../demoStudy/createTrainingRecords.ts';

export const DEMO_TENANT = 'demo';
export const DEMO_MODE = 'test';
const SMALL_STUDY_SUBJECTS = 40;
const TRAINED_USERS = 60;

type Order = { ownerUrl: string; subjects: number | null; tell: (line: string) => void };

/** Loads the generated studies where they are not there yet; answers the one to report on. */
export async function loadDemoStudies(order: Order, signal: AbortSignal): Promise<{ id: Id; name: string }> {
  const load = async (
    study: string | null,
    sources: readonly DatasetSource[],
    limits: readonly EnrollmentLimit[] = [],
  ): Promise<Id | null> => {
    const { studyId, datasets } = await importDatasets(
      {
        ownerUrl: order.ownerUrl,
        tenantId: DEMO_TENANT,
        study: study === null ? null : { name: study, mode: DEMO_MODE },
        sources,
        limits,
      },
      signal,
    );
    const rows = datasets.reduce((sum, dataset) => sum + dataset.rows, 0);
    const what = study === null ? 'Training records' : `Study ${study}`;
    order.tell(`${what}: ${datasets.length} generated datasets, ${rows.toLocaleString('en')} rows.`);
    return studyId;
  };

  await load(null, [createTrainingRecords({ users: TRAINED_USERS })]);
  const edc = { name: 'EDC01', subjects: SMALL_STUDY_SUBJECTS };
  await load(edc.name, createEdcTables(edc));
  const small = { name: 'DEMO01', subjects: SMALL_STUDY_SUBJECTS };
  const smallId = await load(small.name, createDemoStudy(small), createEnrollmentLimits(small));
  let chosen = { name: small.name, id: smallId };
  if (order.subjects !== null) {
    const large = { name: 'DEMO02', subjects: order.subjects };
    chosen = {
      name: large.name,
      id: await load(large.name, createDemoStudy(large), createEnrollmentLimits(large)),
    };
  }
  const { id, name } = chosen;
  if (id === null) throw new Error('The importer named no study.');
  return { id, name };
}
