import { parseArgs } from 'node:util';

import { isStudyMode, STUDY_MODES, type StudyMode } from '../../domain/dataset.ts';
import { parseId, type Id } from '../../domain/id.ts';
import { UsageError } from '../parseTokenArguments.ts';

export const REPORT_CHECK_USAGE = `npm run report:check -- FILE
       npm run report:check -- FILE --study ID --mode test [--preview 10] [--field NAME=VALUE …]
       npm run report:check -- FILE --tenant T [--preview 10] [--field NAME=VALUE …]`;

/** Whose rows are shown: a study's, or the tenant's own; null where the definition alone is checked. */
export type PreviewScope =
  { kind: 'study'; studyId: Id; mode: StudyMode } | { kind: 'tenant'; tenantId: string } | null;

export type ReportCheckRequest = {
  file: string;
  scope: PreviewScope;
  mostRows: number;
  fields: ReadonlyMap<string, readonly string[]>;
};

/** What `npm run report:check` was asked for. */
export function parseReportCheckArguments(args: readonly string[]): ReportCheckRequest {
  const { values, positionals } = readOptions(args);
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new UsageError('One file is named: the definition.');
  const scope = parseScope(values);
  const isPreview = values.preview !== undefined || values.field !== undefined;
  if (scope === null && isPreview)
    throw new UsageError('A preview needs --study and --mode, or --tenant: whose rows.');
  return { file, scope, mostRows: parseCount(values.preview ?? '10'), fields: parseFields(values.field) };
}

function parseScope({ study, mode, tenant }: ReturnType<typeof readOptions>['values']): PreviewScope {
  if (tenant !== undefined && (study !== undefined || mode !== undefined)) {
    throw new UsageError('Either --study and --mode, or --tenant.');
  }
  if (tenant !== undefined) return { kind: 'tenant', tenantId: tenant };
  if (study === undefined && mode === undefined) return null;
  if (study === undefined || mode === undefined) throw new UsageError('--study and --mode go together.');
  const studyId = parseId(study);
  if (studyId === undefined) throw new UsageError('--study takes a study id: 32 hexadecimal digits.');
  if (!isStudyMode(mode)) throw new UsageError(`--mode takes one of ${STUDY_MODES.join(', ')}.`);
  return { kind: 'study', studyId, mode };
}

function parseCount(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new UsageError('--preview takes a number of rows.');
  return Number(text);
}

function parseFields(given: readonly string[] = []): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  for (const text of given) {
    const at = text.indexOf('=');
    if (at < 1) throw new UsageError('--field takes NAME=VALUE.');
    const name = text.slice(0, at);
    fields.set(name, [...(fields.get(name) ?? []), text.slice(at + 1)]);
  }
  return fields;
}

function readOptions(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const field = { type: 'string', multiple: true } as const;
  const options = { study: text, mode: text, tenant: text, preview: text, field } as const;
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The arguments are not valid.');
  }
}
