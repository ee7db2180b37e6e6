import type { DatasetSource, InputCell } from '../../domain/dataset.ts';
import { checkColumnNames } from '../checkColumnNames.ts';
import { checkUnchanged } from '../checkUnchanged.ts';
import { createFault } from '../createFault.ts';
import type { SourceFile } from '../sourceFile.ts';
import { createRowScanner, type RowLayout } from './createRowScanner.ts';
import { createTextReader, type TextReader } from './createTextReader.ts';
import { takeMark, takeMember } from './readHead.ts';
import { ATTRIBUTES, type Metadata, readMetadata } from './readMetadata.ts';
import { readPieces } from './readPieces.ts';

/** CDISC Dataset-JSON 1.1: one dataset, as one object, as lines (NDJSON), or as compressed lines (DSJC). */
export async function openDatasetJson(
  file: SourceFile,
  signal: AbortSignal,
): Promise<readonly DatasetSource[]> {
  const { metadata } = await withReader(file, signal, readHead);
  checkColumnNames(file.name, { dataset: metadata.name }, metadata.columns);
  return [
    {
      name: metadata.name,
      label: metadata.label,
      columns: metadata.columns,
      fileName: file.name,
      readSha256: file.readSha256,
      rows: (rowsSignal) => readRows(file, rowsSignal),
    },
  ];
}

type Head = { metadata: Metadata; layout: RowLayout };
type Reading = { reader: TextReader; file: SourceFile; fail: (problem: string) => never };

function openReader(file: SourceFile, signal: AbortSignal): Reading {
  const fail = (problem: string): never => {
    throw createFault(file.name, {}, problem);
  };
  return { reader: createTextReader({ pieces: readPieces(file, signal), fail }), file, fail };
}

async function withReader<T>(
  file: SourceFile,
  signal: AbortSignal,
  work: (reading: Reading) => Promise<T>,
): Promise<T> {
  const reading = openReader(file, signal);
  try {
    return await work(reading);
  } finally {
    await reading.reader.close();
  }
}

/** Everything before the first row; the reader stands there. */
async function readHead({ reader, file, fail }: Reading): Promise<Head> {
  const attributes = new Map<string, unknown>();
  await takeMark(reader, ['{'], fail);
  for (let isFirst = true; ; isFirst = false) {
    const member = await takeMember(reader, isFirst, fail);
    if (member === 'end') return { metadata: readMetadata(file.name, attributes), layout: 'lines' };
    if (!('value' in member)) {
      const metadata = readMetadata(file.name, attributes);
      await takeMark(reader, ['['], fail);
      return { metadata, layout: 'array' };
    }
    if (attributes.has(member.name)) fail(`${member.name} stands in it twice.`);
    if (ATTRIBUTES.includes(member.name)) attributes.set(member.name, member.value);
  }
}

async function* readRows(file: SourceFile, signal: AbortSignal): AsyncGenerator<InputCell[][]> {
  const reading = openReader(file, signal);
  const { reader, fail } = reading;
  try {
    const { metadata, layout } = await readHead(reading);
    const { name: dataset, columns, records } = metadata;
    const scanner = createRowScanner({ fileName: file.name, dataset, columns, layout });
    for (let isEnd = false; !isEnd;) {
      const batch = await reader.take(scanner.scan);
      if (batch.rows.length > 0) yield batch.rows;
      isEnd = batch.isEnd;
    }
    if (layout === 'array') await readTail(reading);
    const rows = scanner.countRows();
    if (rows !== records) fail(`it has ${rows} rows, and says that it has ${records}.`);
  } finally {
    await reader.close();
  }
  await checkUnchanged(file);
}

/** What may follow the rows of an object, to the file's end. */
async function readTail({ reader, fail }: Reading): Promise<void> {
  await takeMark(reader, [']'], fail);
  for (;;) {
    const member = await takeMember(reader, false, fail);
    if (member === 'end') break;
    if (member.name === 'rows' || ATTRIBUTES.includes(member.name))
      fail(`${member.name} stands in it twice.`);
  }
  await reader.take(({ text, isLast }, start) => {
    if (text.slice(start).trim() !== '') fail('something stands behind its end.');
    return isLast ? { value: undefined, end: text.length } : undefined;
  });
}
