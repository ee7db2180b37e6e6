import { loadImportConfig } from './config.ts';
import { cleanDatasets } from './db/import/cleanDatasets.ts';
import { importDatasets } from './db/import/importDatasets.ts';
import { AppError, describeError } from './domain/errors.ts';
import { endOnSignals } from './embedded/endOnSignals.ts';
import { findOwnerUrl } from './embedded/findOwnerUrl.ts';
import { IMPORT_USAGE, parseImportArguments, type ImportRequest } from './embedded/parseImportArguments.ts';
import { UsageError } from './embedded/parseTokenArguments.ts';
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
  const { tenantId, study, paths, limitsPath } = request;
  const sources = await openSources(paths, signal);
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
    process.exitCode = 1;
  }
}
