import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import { buffer } from 'node:stream/consumers';

import { importDatasets } from '../../src/db/import/importDatasets.ts';
import { createRowSource } from '../../src/db/rowSource/createRowSource.ts';
import type { ReportDefinition } from '../../src/domain/reportDefinition.ts';
import { openSources } from '../../src/intake/openSources.ts';
import { renderXport5 } from '../../src/render/xport/renderXport.ts';

/** Datasets as they are. */
const UNCHANGED: ReportDefinition = {
  id: 'F'.repeat(32),
  name: 'Unchanged',
  level: 'study',
  description: '',
  formats: ['XPORT5'],
  fields: [],
  rows: { kind: 'datasets', contextColumns: false },
};

type Database = { ownerUrl: string; tenantId: string };

/** Imports a SAS transport file of one dataset into a study of its own; answers it as XPORT5, without changes. */
export async function writeAgain(
  { ownerUrl, tenantId }: Database,
  path: string,
  signal: AbortSignal,
): Promise<Buffer> {
  const name = `Verification ${randomBytes(16).toString('hex')}`;
  const sources = await openSources([path], signal);
  const order = { ownerUrl, tenantId, study: { name, mode: 'test' }, sources } as const;
  const { studyId } = await importDatasets(order, signal);
  const scope = { tenantId, studyId, mode: 'test' } as const;
  const rowSource = createRowSource({ connectionString: ownerUrl });
  const snapshot = await rowSource.open(
    { definition: UNCHANGED, scope, studyName: name, filters: [] },
    signal,
  );
  try {
    const [dataset, ...others] = snapshot.datasets;
    if (dataset === undefined || others.length > 0)
      throw new Error(`${basename(path)} holds not one dataset.`);
    const options = { xport: { encoding: 'UTF-8' }, lossy: { rename: false, cut: false } } as const;
    return await buffer(renderXport5(dataset, options).bytes);
  } finally {
    await snapshot.close();
  }
}
