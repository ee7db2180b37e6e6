// Measures what the service is held to, each figure beside its reference: `npm run bench [-- NAME …]`.
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { DATA_FOLDER } from '../src/embedded/projectFolder.ts';
import { csv } from './csv.ts';
import { csvGrowth } from './csvGrowth.ts';
import { download } from './download.ts';
import { downloadList } from './downloadList.ts';
import { filter } from './filter.ts';
import { getJob } from './getJob.ts';
import { importing } from './importing.ts';
import type { Measure, Measurement } from './measurement.ts';
import { parquet } from './parquet.ts';
import { pdf } from './pdf.ts';
import { post } from './post.ts';
import { csvGzip, datasetJson, html, ndjson } from './textFormats.ts';
import { toTable } from './toTable.ts';
import { xlsx } from './xlsx.ts';
import { xport, xport5 } from './xport.ts';

const MEASURES: readonly Measure[] = [
  csv,
  csvGzip,
  ndjson,
  datasetJson,
  html,
  csvGrowth,
  download,
  filter,
  parquet,
  pdf,
  post,
  getJob,
  downloadList,
  xlsx,
  xport,
  xport5,
  importing,
];

const abort = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    abort.abort(new Error(`Ended by ${name}.`));
  });
}

try {
  const measurements: Measurement[] = [];
  for (const measure of choose(process.argv.slice(2))) {
    const tell = (line: string) => {
      console.error(`${measure.name}: ${line}`);
    };
    measurements.push(...(await measure.run({ tell }, abort.signal)));
  }
  await mkdir(DATA_FOLDER, { recursive: true });
  const file = join(DATA_FOLDER, 'bench.json');
  await writeFile(`${file}.new`, `${JSON.stringify(measurements, undefined, 2)}\n`);
  await rename(`${file}.new`, file);
  console.log(toTable(measurements));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function choose(names: readonly string[]): readonly Measure[] {
  if (names.length === 0) return MEASURES.filter((measure) => measure.byDefault);
  return names.map((name) => {
    const measure = MEASURES.find((candidate) => candidate.name === name);
    if (measure !== undefined) return measure;
    const known = MEASURES.map((candidate) => candidate.name).join(', ');
    throw new Error(`There is no measure ${name}; there are ${known}.`);
  });
}
