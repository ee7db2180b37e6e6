import { CatalogueError } from './catalogue/catalogueError.ts';
import { findSlowLists } from './catalogue/findSlowLists.ts';
import { loadDefinition } from './catalogue/loadDefinition.ts';
import { ConfigError, loadReportCheckConfig } from './config.ts';
import { findStudyOwner } from './db/findStudyOwner.ts';
import { createRowSource } from './db/rowSource/createRowSource.ts';
import { AppError, describeError } from './domain/errors.ts';
import { endOnSignals } from './embedded/endOnSignals.ts';
import { findClinicalUrl } from './embedded/findClinicalUrl.ts';
import { UsageError } from './embedded/parseTokenArguments.ts';
import {
  parseReportCheckArguments,
  REPORT_CHECK_USAGE,
  type PreviewScope,
  type ReportCheckRequest,
} from './embedded/reportCheck/parseReportCheckArguments.ts';
import { printPreview } from './embedded/reportCheck/printPreview.ts';

const signal = endOnSignals();

async function run({ file, scope, mostRows, fields }: ReportCheckRequest): Promise<void> {
  const { definition } = await loadDefinition(file);
  console.log(`${file}: the definition of ${definition.name} is valid.`);
  for (const { parameter, line } of findSlowLists(definition)) {
    console.log(
      `Warning: line ${line} of the statement looks through the list ${parameter} for every row; ` +
        `write "in (select unnest(${parameter}))", which looks values up.`,
    );
  }
  if (scope === null) return;
  const connectionString = await findClinicalUrl(loadReportCheckConfig(process.env).CLINICAL_DATABASE_URL);
  const rowSource = createRowSource({ connectionString });
  const found = await findScope(connectionString, scope);
  await printPreview({ rowSource, print: console.log }, { definition, mostRows, fields, ...found }, signal);
}

async function findScope(connectionString: string, scope: NonNullable<PreviewScope>) {
  if (scope.kind === 'tenant') {
    return { scope: { tenantId: scope.tenantId, studyId: null, mode: null }, studyName: null };
  }
  const { studyId, mode } = scope;
  const owner = await findStudyOwner(connectionString, studyId);
  if (owner === undefined) throw new AppError('STUDY_NOT_FOUND');
  return { scope: { tenantId: owner.tenantId, studyId, mode }, studyName: owner.name };
}

/** The author sees what PostgreSQL says of the statement; no service would print it. */
function explain(error: unknown): string {
  if (!(error instanceof AppError)) return error instanceof Error ? error.message : String(error);
  const cause = error.code === 'REPORT_STATEMENT' && error.cause instanceof Error ? error.cause.message : '';
  return [describeError(error), cause].filter((text) => text !== '').join('\nPostgreSQL: ');
}

try {
  await run(parseReportCheckArguments(process.argv.slice(2)));
} catch (error) {
  if (error instanceof UsageError) {
    console.error(`${error.message}\nUsage: ${REPORT_CHECK_USAGE}`);
    process.exitCode = 2;
  } else {
    console.error(error instanceof CatalogueError ? error.message : explain(error));
    process.exitCode = error instanceof ConfigError ? 78 : 1;
  }
}
