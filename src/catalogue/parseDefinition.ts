import { isMap, isNode, isPair, isScalar, LineCounter, parseDocument, Scalar, type Document } from 'yaml';
import type { z } from 'zod';

import type { ReportDefinition } from '../domain/reportDefinition.ts';
import { checkDefinition } from './checkDefinition.ts';
import { checkStatement } from './checkStatement.ts';
import { definitionSchema, lenientSchema } from './definitionSchema.ts';

export type TextFault = { line: number; message: string };

type Path = readonly PropertyKey[];

/** Reads one definition; every fault with its line (from 1) and what is allowed. */
export function parseDefinition(
  text: string,
): { definition: ReportDefinition; lineOf: (path: Path) => number } | { faults: readonly TextFault[] } {
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
  const raw: unknown = document.toJS();
  const parsed = definitionSchema.safeParse(raw);
  const lenient = parsed.success ? parsed : lenientSchema.safeParse(raw);
  const faults = [
    ...(parsed.success ? [] : parsed.error.issues.flatMap((issue) => toShapeFaults(issue, lineOf))),
    ...(lenient.success ? checkParts(lenient.data, { document, lineOf }) : []),
  ];
  if (!parsed.success || faults.length > 0) return { faults: faults.sort((a, b) => a.line - b.line) };
  return { definition: parsed.data, lineOf };
}

/** Each unknown key has a line of its own. */
function toShapeFaults(issue: z.core.$ZodIssue, lineOf: (path: Path) => number): TextFault[] {
  const keys: Path = issue.code === 'unrecognized_keys' ? issue.keys : [];
  const paths = keys.length === 0 ? [issue.path] : keys.map((key) => [...issue.path, key]);
  return paths.map((path) => ({
    line: lineOf(path),
    message: `${path.length === 0 ? 'the file' : path.join('.')}: ${issue.message}`,
  }));
}

type Place = { document: Document; lineOf: (path: Path) => number };

function checkParts(definition: ReportDefinition, { document, lineOf }: Place): TextFault[] {
  return [
    ...checkDefinition(definition).map(({ path, message }) => ({
      line: lineOf(path),
      message: `${path.join('.')}: ${message}`,
    })),
    ...checkStatement(definition).map(({ offset, message }) => ({
      line: findStatementLine(document, { first: lineOf(['rows', 'statement']), definition, offset }),
      message: `rows.statement: ${message}`,
    })),
  ];
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
