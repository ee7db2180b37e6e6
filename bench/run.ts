// Measures what the service is held to, each figure beside its reference: `npm run bench [-- NAME …]`.
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { DATA_FOLDER } from '../src/embedded/projectFolder.ts';
import { measureBusy } from './busyWorker.ts';
import { download } from './download.ts';
import { downloadList } from './downloadList.ts';
import { filter } from './filter.ts';
import { FORMATS } from './formats.ts';
import { getJob } from './getJob.ts';
import { growth } from './growth.ts';
import { importing } from './importing.ts';
import type { Measure, Measurement } from './measurement.ts';
import { pdf } from './pdf.ts';
import { post } from './post.ts';
import { measureFormat } from './renderedFormat.ts';
import { csvGzipSmall } from './textFormats.ts';
import { toTable } from './toTable.ts';

const MEASURES: readonly Measure[] = [
  ...FORMATS.map((format) => (format.name === pdf.name ? pdf : measureFormat(format))),
  ...[measureFormat(csvGzipSmall), filter, importing, post, getJob, downloadList, download],
  ...FORMATS.map(measureBusy),
  growth,
];

const abort = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    abort.abort(new Error(`Ended by ${name}.`));
  });
}

const measurements: Measurement[] = [];
try {
  for (const measure of choose(process.argv.slice(2))) await run(measure);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
if (measurements.length > 0) console.log(toTable(measurements));

/** A measure that cannot be taken, for want of a program or otherwise, leaves the others what they are. */
async function run(measure: Measure): Promise<void> {
  const startedAt = performance.now();
  const tell = (line: string) => {
    console.error(`${measure.name}: ${line}`);
  };
  try {
    measurements.push(...(await measure.run({ tell }, abort.signal)));
    await write();
    tell(`took ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
  } catch (error) {
    abort.signal.throwIfAborted();
    tell(`NOT MEASURED: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}

async function write(): Promise<void> {
  await mkdir(DATA_FOLDER, { recursive: true });
  const file = join(DATA_FOLDER, 'bench.json');
  await writeFile(`${file}.new`, `${JSON.stringify(measurements, undefined, 2)}\n`);
  await rename(`${file}.new`, file);
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
