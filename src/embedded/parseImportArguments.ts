import { parseArgs } from 'node:util';

import { isStudyMode, STUDY_MODES, type StudyMode } from '../domain/dataset.ts';
import { UsageError } from './parseTokenArguments.ts';

export const IMPORT_USAGE = `npm run import -- --tenant T --study NAME --mode test [--define define.xml] [--limits LIMITS.csv] FILE…
       npm run import -- --tenant T --tenant-level FILE…
       npm run import -- --clean`;

export type ImportRequest =
  | { kind: 'clean' }
  | {
      kind: 'import';
      tenantId: string;
      study: { name: string; mode: StudyMode } | null;
      paths: readonly string[];
      /** A Define-XML file that says what the columns of CSV files are. */
      definePath?: string;
      /** A CSV file with the study's enrollment limits. */
      limitsPath?: string;
    };

/** What `npm run import` was asked for. */
export function parseImportArguments(args: readonly string[]): ImportRequest {
  const { values, positionals: paths } = readOptions(args);
  const { tenant, clean, limits: limitsPath, define: definePath } = values;
  const isTenantLevel = values['tenant-level'] === true;
  if (clean === true) {
    if (args.length > 1) throw new UsageError('--clean stands alone.');
    return { kind: 'clean' };
  }
  if (!tenant) throw new UsageError('--tenant is missing: whose data it is.');
  if (paths.length === 0 && limitsPath === undefined) throw new UsageError('No file is named.');
  const study = parseStudy(values.study, values.mode);
  if (isTenantLevel === (study !== null)) {
    throw new UsageError('Either --study and --mode, or --tenant-level: where the data belongs.');
  }
  if (isTenantLevel && limitsPath !== undefined) throw new UsageError('--limits needs a study.');
  return {
    kind: 'import',
    tenantId: tenant,
    study,
    paths,
    ...(limitsPath !== undefined && { limitsPath }),
    ...(definePath !== undefined && { definePath }),
  };
}

function parseStudy(name: string | undefined, mode: string | undefined) {
  if (name === undefined && mode === undefined) return null;
  if (!name?.trim() || mode === undefined) throw new UsageError('--study and --mode go together.');
  if (!isStudyMode(mode)) throw new UsageError(`--mode takes one of ${STUDY_MODES.join(', ')}.`);
  return { name: name.trim(), mode };
}

function readOptions(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const options = {
    tenant: text,
    study: text,
    mode: text,
    limits: text,
    define: text,
    'tenant-level': flag,
    clean: flag,
  } as const;
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The arguments are not valid.');
  }
}
