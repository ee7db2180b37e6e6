import type { Column, DatasetSource, InputCell, PackedRows } from '../../domain/dataset.ts';
import { checkColumnNames } from '../checkColumnNames.ts';
import { checkUnchanged } from '../checkUnchanged.ts';
import type { SourceFile } from '../sourceFile.ts';
import { createFault } from '../createFault.ts';
import { createCellReader, type CellReader, type RowBlock, toRowBlock } from './createCellReader.ts';
import { createRowPacker } from './createRowPacker.ts';
import { findMembers } from './findMembers.ts';
import type { Member } from './member.ts';
import { openReadAt } from './openReadAt.ts';
import { readBlocks } from './readBlocks.ts';
import { toColumns } from './toColumns.ts';

/** Every dataset of a SAS transport file of version 5 (TS-140) or 8. */
export async function openTransport(
  file: SourceFile,
  signal: AbortSignal,
): Promise<readonly DatasetSource[]> {
  const sources: DatasetSource[] = [];
  for (const member of await readMembers(file, signal)) {
    const columns = await toColumns(file, member, signal);
    checkColumnNames(file.name, { dataset: member.name }, columns);
    sources.push({
      name: member.name,
      label: member.label,
      columns,
      fileName: file.name,
      readSha256: file.readSha256,
      rows: (rowsSignal) => readRows({ file, member, columns }, rowsSignal),
      packedRows: (rowsSignal) => packRows({ file, member, columns }, rowsSignal),
    });
  }
  return sources;
}

async function readMembers(file: SourceFile, signal: AbortSignal): Promise<Member[]> {
  const { readAt, close } = await openReadAt(file);
  try {
    return await findMembers(file, readAt, signal);
  } finally {
    await close();
  }
}

type Dataset = { file: SourceFile; member: Member; columns: readonly Column[] };

async function* packRows(
  { file, member, columns }: Dataset,
  signal: AbortSignal,
): AsyncGenerator<PackedRows> {
  const pack = createRowPacker({
    ...member,
    types: columns.map(({ type }) => type),
    createNulFault: (row, column) =>
      createFault(
        file.name,
        { dataset: member.name, row: row + 1, column: columns[column]?.name ?? '' },
        'a NUL character, which no text may hold.',
      ),
  });
  for await (const block of readBlocks(file, member, signal)) yield pack(block);
  await checkUnchanged(file);
}

async function* readRows(
  { file, member, columns }: Dataset,
  signal: AbortSignal,
): AsyncGenerator<readonly (readonly InputCell[])[]> {
  const readers = member.variables.map((variable, index) =>
    createCellReader(variable, columns[index]?.type ?? 'string'),
  );
  for await (const block of readBlocks(file, member, signal)) {
    yield toRows(toRowBlock(block), member.rowBytes, readers);
  }
  await checkUnchanged(file);
}

function toRows(block: RowBlock, rowBytes: number, readers: readonly CellReader[]): InputCell[][] {
  const rows: InputCell[][] = [];
  for (let rowStart = 0; rowStart < block.bytes.length; rowStart += rowBytes) {
    rows.push(readers.map((read) => read(block, rowStart)));
  }
  return rows;
}
