import type { DataScope } from '../../domain/dataset.ts';
import { AppError } from '../../domain/errors.ts';
import { checkFieldSpecs, type FieldSpec } from '../../domain/fieldSpec.ts';
import type { ReportDefinition } from '../../domain/reportDefinition.ts';
import type { RowSource, SnapshotDataset } from '../../jobs/ports.ts';
import { createRowEncoder } from '../../render/csv/createRowEncoder.ts';

export type Preview = {
  definition: ReportDefinition;
  scope: DataScope;
  studyName: string | null;
  mostRows: number;
  fields: ReadonlyMap<string, readonly string[]>;
};

type Deps = { rowSource: RowSource; print: (line: string) => void };

const encode = createRowEncoder({ lineEnd: 'LF', distinguishNull: true });

/** Runs a report as a job would and prints each dataset's size and first rows. */
export async function printPreview(deps: Deps, preview: Preview, signal: AbortSignal): Promise<void> {
  const { rowSource, print } = deps;
  const { definition, scope, studyName, mostRows } = preview;
  if ((definition.level === 'study') !== (scope.studyId !== null)) {
    throw new AppError(definition.level === 'study' ? 'STUDY_REQUIRED' : 'STUDY_NOT_ALLOWED');
  }
  const filters = checkFieldSpecs(definition, toFieldSpecs(preview));
  const plan = await rowSource.resolve({ definition, scope, studyName, filters }, signal);
  for (const { label, text } of plan.header) print(`${label}: ${text}`);

  const snapshot = await rowSource.open({ definition, scope, studyName, filters: plan.filters }, signal);
  try {
    for (const dataset of snapshot.datasets) {
      print(`\n${dataset.name}: ${dataset.rowCount} rows`);
      print(toLine(dataset.columns.map(({ name }) => name)));
      for (const line of await readLines(dataset, mostRows)) print(line);
    }
  } finally {
    await snapshot.close();
  }
}

function toFieldSpecs({ definition, fields }: Preview): FieldSpec[] {
  return [...fields].map(([fieldName, fieldValueList]) => {
    const isAsked = (name: string) => name.toUpperCase() === fieldName.toUpperCase();
    const field = definition.fields.find(({ name, otherNames }) => [name, ...otherNames].some(isAsked));
    return { fieldName, fieldType: field?.type ?? 'list', fieldValueList };
  });
}

/** Reads to the end: a row that the statement cannot make may be the last one. */
async function readLines(dataset: SnapshotDataset, most: number): Promise<string[]> {
  const lines: string[] = [];
  for await (const batch of dataset.rows()) {
    lines.push(...batch.slice(0, most - lines.length).map(toLine));
  }
  return lines;
}

const toLine = (cells: readonly (string | null)[]): string => encode(cells).slice(0, -1);
