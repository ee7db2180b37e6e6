import { ConfigError, loadImportConfig } from './config.ts';
import { cleanDatasets } from './db/import/cleanDatasets.ts';
import { importDatasets } from './db/import/importDatasets.ts';
import type { DatasetSource } from './domain/dataset.ts';
import { AppError, describeError } from './domain/errors.ts';
import { endOnSignals } from './embedded/endOnSignals.ts';
import { findOwnerUrl } from './embedded/findOwnerUrl.ts';
import { IMPORT_USAGE, parseImportArguments, type ImportRequest } from './embedded/parseImportArguments.ts';
import { UsageError } from './embedded/parseTokenArguments.ts';
import { applyDefine } from './intake/define/applyDefine.ts';
import { readDefine } from './intake/define/readDefine.ts';
import { openSources } from './intake/openSources.ts';
import { readEnrollmentLimits } from './intake/readEnrollmentLimits.ts';

const signal = endOnSignals();

async function run(request: ImportRequest): Promise<void> {
  const ownerUrl = await findOwnerUrl(loadImportConfig(process.env).MIGRATION_DATABASE_URL);
  if (request.kind === 'clean') {
    const { dropped, left } = await cleanDatasets(ownerUrl, signal);
    console.log(`${dropped} old tables dropped, ${left} in use and left.`);
    return;
  }
  const { tenantId, study, limitsPath } = request;
  const sources = await openDefinedSources(request);
  const limits = limitsPath === undefined ? {} : { limits: await readEnrollmentLimits(limitsPath, signal) };
  const { studyId, datasets } = await importDatasets(
    { ownerUrl, tenantId, study, sources, ...limits },
    signal,
  );
  console.log(studyId === null ? `Tenant ${tenantId}` : `Study ${studyId}`);
  for (const { name, rows, seconds } of datasets) {
    console.log(`${name}: ${rows} rows, ${seconds.toFixed(2)} s`);
  }
}

type Sources = Pick<ImportRequest & { kind: 'import' }, 'paths' | 'definePath'>;

/** What define.xml and the files do not agree on is told beside the outcome. */
async function openDefinedSources({ paths, definePath }: Sources): Promise<DatasetSource[]> {
  const sources = await openSources(paths, signal);
  if (definePath === undefined) return sources;
  const defined = await applyDefine(sources, await readDefine(definePath, signal), signal);
  for (const note of defined.notes) console.error(note);
  return defined.sources;
}

try {
  await run(parseImportArguments(process.argv.slice(2)));
} catch (error) {
  if (error instanceof UsageError) {
    console.error(`${error.message}\nUsage: ${IMPORT_USAGE}`);
    process.exitCode = 2;
  } else {
    console.error(
      error instanceof AppError ? describeError(error) : error instanceof Error ? error.message : error,
    );
    process.exitCode = error instanceof ConfigError ? 78 : 1;
  }
}
