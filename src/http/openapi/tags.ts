import type { OperationSpec } from '../operation.ts';

type Tag = { name: string; description: string; paths: RegExp };

/** The chapters of the document; an operation stands in the first whose pattern its path matches. */
const TAGS: readonly Tag[] = [
  {
    name: 'Catalogue',
    description: 'What can be ordered, and with which filters.',
    paths: /\/reportmetadata(\/reportId|$)/,
  },
  { name: 'Lists', description: 'The jobs of a study.', paths: /\/reportmetadata\/downloadList$/ },
  { name: 'Audit', description: 'Who did what, and when.', paths: /\/audit|\/history$/ },
  {
    name: 'Jobs',
    description: 'How one job stands, and what can be done with it.',
    paths: /\/report\/job\//,
  },
  { name: 'Files', description: 'The finished file.', paths: /\/reports\/download$/ },
  { name: 'Reports', description: 'Ordering and removing reports.', paths: /\/reports(\/direct)?$/ },
];

/** The chapter's name; throws where there is none. */
export function findTag({ id, path }: Pick<OperationSpec, 'id' | 'path'>): string {
  const tag = TAGS.find(({ paths }) => paths.test(path));
  if (tag === undefined) throw new Error(`${id} stands in no chapter of src/http/openapi/tags.ts.`);
  return tag.name;
}

/** The chapters that have an operation, as the document lists them. */
export function listTags(operations: readonly OperationSpec[]): { name: string; description: string }[] {
  const used = new Set(operations.map(findTag));
  return TAGS.filter(({ name }) => used.has(name)).map(({ name, description }) => ({ name, description }));
}
