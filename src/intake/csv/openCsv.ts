import { parse } from 'node:path';

import type { DatasetSource } from '../../domain/dataset.ts';
import { checkColumnNames } from '../checkColumnNames.ts';
import { checkUnchanged } from '../checkUnchanged.ts';
import { createFault } from '../createFault.ts';
import { readFileBlocks } from '../readFileBlocks.ts';
import type { SourceFile } from '../sourceFile.ts';
import { toTextColumn } from '../toTextColumn.ts';
import { createRecordScanner, type RecordScanner, type ScannedRecords } from './createRecordScanner.ts';
import { splitRecord } from './splitRecord.ts';

const BLOCK_BYTES = 512 * 1024;
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

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
      readSha256: file.readSha256,
      rows: (rowsSignal) => readRows(file, rowsSignal),
      csvRecords: (recordsSignal) => readRecords(file, recordsSignal),
    },
  ];
}

async function readHeader(file: SourceFile, signal: AbortSignal): Promise<readonly string[]> {
  const scanner = createRecordScanner(file.name);
  const scans = scanFile(file, scanner, signal);
  let header: readonly string[] | undefined;
  while (header === undefined && !(await scans.next()).done) header = scanner.header();
  await scans.return(undefined);
  if (header === undefined) throw createFault(file.name, {}, 'the file is empty: it has no header.');
  return header;
}

async function* readRows(file: SourceFile, signal: AbortSignal): AsyncGenerator<string[][]> {
  for await (const { bytes, starts, ends } of readRecords(file, signal)) {
    yield starts.map((start, index) => splitRecord(bytes.toString('utf8', start, ends[index])));
  }
}

async function* readRecords(file: SourceFile, signal: AbortSignal): AsyncGenerator<ScannedRecords> {
  for await (const records of scanFile(file, createRecordScanner(file.name), signal)) {
    if (records.starts.length > 0) yield records;
  }
  await checkUnchanged(file);
}

async function* scanFile(
  file: SourceFile,
  scanner: RecordScanner,
  signal: AbortSignal,
): AsyncGenerator<ScannedRecords> {
  let isFirst = true;
  for await (const block of readFileBlocks({ ...file, blockBytes: BLOCK_BYTES }, signal)) {
    const skip = isFirst && block.subarray(0, BOM.length).equals(BOM) ? BOM.length : 0;
    isFirst = false;
    yield scanner.push(block.subarray(skip));
  }
  yield scanner.finish();
}
