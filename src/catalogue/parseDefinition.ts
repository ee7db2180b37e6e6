import { isMap, isNode, isPair, isScalar, LineCounter, parseDocument, Scalar, type Document } from 'yaml';

import type { ReportDefinition } from '../domain/reportDefinition.ts';
import { checkDefinition } from './checkDefinition.ts';
import { checkStatement } from './checkStatement.ts';
import { definitionSchema } from './definitionSchema.ts';

export type TextFault = { line: number; message: string };

type Path = readonly PropertyKey[];

/** Reads one definition; every fault with its line (from 1) and what is allowed. */
export function parseDefinition(
  text: string,
): { definition: ReportDefinition } | { faults: readonly TextFault[] } {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  if (document.errors.length > 0) {
    return {
      faults: document.errors.map((error) => ({
        line: lineCounter.linePos(error.pos[0]).line,
        message: `not valid YAML: ${error.message}`,
      })),
    };
  }
  const lineOf = (path: Path): number => findLine({ document, lineCounter, path });
  const parsed = definitionSchema.safeParse(document.toJS());
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => {
      const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path;
      return { line: lineOf(path), message: `${issue.path.join('.') || 'the file'}: ${issue.message}` };
    });
    return { faults };
  }
  const definition = parsed.data;
  const faults = [
    ...checkDefinition(definition).map(({ path, message }) => ({ line: lineOf(path), message })),
    ...checkStatement(definition).map(({ offset, message }) => ({
      line: findStatementLine(document, { first: lineOf(['rows', 'statement']), definition, offset }),
      message: `rows.statement: ${message}`,
    })),
  ];
  return faults.length > 0 ? { faults } : { definition };
}

/** The line of the member at a path, or of the nearest one around it that the file has. */
function findLine(place: { document: Document; lineCounter: LineCounter; path: Path }): number {
  const { document, lineCounter, path } = place;
  for (let length = path.length; length > 0; length -= 1) {
    const parent: unknown =
      length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    const pair = isMap(parent)
      ? parent.items.find((item) => isScalar(item.key) && item.key.value === key)
      : undefined;
    const node = isPair(pair) ? pair.key : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lineCounter.linePos(node.range[0]).line;
  }
  return 1;
}

/** A block of text begins on the line after its key and keeps its lines. */
function findStatementLine(
  document: Document,
  { first, definition, offset }: { first: number; definition: ReportDefinition; offset: number },
): number {
  const node = document.getIn(['rows', 'statement'], true);
  if (definition.rows.kind !== 'sql' || !isScalar(node) || node.type !== Scalar.BLOCK_LITERAL) return first;
  return first + definition.rows.statement.slice(0, offset).split('\n').length;
}
