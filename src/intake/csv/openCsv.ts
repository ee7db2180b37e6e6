import { parse } from 'node:path';

import type { DatasetSource } from '../../domain/dataset.ts';
import { checkColumnNames } from '../checkColumnNames.ts';
import { checkUnchanged } from '../checkUnchanged.ts';
import { createFault } from '../createFault.ts';
import type { SourceFile } from '../sourceFile.ts';
import { toTextColumn } from '../toTextColumn.ts';
import { createCsvParser, type CsvParser } from './createCsvParser.ts';
import { readText } from './readText.ts';

type Rows = readonly (readonly string[])[];

/** A CSV file is one dataset, named after the file, of text columns without labels. */
export async function openCsv(file: SourceFile, signal: AbortSignal): Promise<readonly DatasetSource[]> {
  const header = await readHeader(file, signal);
  const columns = header.map((name) => toTextColumn(name, ''));
  checkColumnNames(file.name, { line: 1 }, columns);
  return [
    {
      name: parse(file.name).name.toUpperCase(),
      label: '',
      columns,
      fileName: file.name,
      fileSha256: file.sha256,
      rows: (rowsSignal) => readRows(file, rowsSignal),
    },
  ];
}

async function readHeader(file: SourceFile, signal: AbortSignal): Promise<readonly string[]> {
  const parser = createCsvParser(file.name);
  const pieces = parseFile(file, parser, signal);
  let header: readonly string[] | undefined;
  while (header === undefined && !(await pieces.next()).done) header = parser.header();
  await pieces.return(undefined);
  if (header === undefined) throw createFault(file.name, {}, 'the file is empty: it has no header.');
  return header;
}

async function* readRows(file: SourceFile, signal: AbortSignal): AsyncGenerator<Rows> {
  for await (const rows of parseFile(file, createCsvParser(file.name), signal)) {
    if (rows.length > 0) yield rows;
  }
  await checkUnchanged(file);
}

async function* parseFile(file: SourceFile, parser: CsvParser, signal: AbortSignal): AsyncGenerator<Rows> {
  for await (const { text, damage } of readText(file.path, signal)) {
    yield parser.push(text);
    if (damage !== undefined) parser.fail(damage);
  }
  yield parser.end();
}
