import assert from 'node:assert/strict';

import { FORMATS } from '../../src/domain/reportDefinition.ts';
import { checkTools } from './checkTools.ts';
import { type ReadTable, readWithPython, readWithR } from './readWith.ts';
import { readWithLibreOffice } from './readWithLibreOffice.ts';
import { type Expectation, toExpected, toFound } from './toExpected.ts';
import { useWrittenFiles } from './writtenFiles.ts';
import { WRITTEN_STUDY } from './writtenStudy.ts';

type Reader = Omit<Expectation, 'format'> & {
  by: string;
  /** The datasets of a report's files, by name. */
  read: (paths: readonly string[]) => Promise<ReadTable[]>;
};

const python = (library: string, toText?: Reader['toText']): Reader => ({
  by: `Python's ${library}`,
  read: (paths) => readWithPython(library, paths),
  tellsSpecials: false,
  ...(toText && { toText }),
});
const r = (library: string, tellsSpecials: boolean): Reader => ({
  by: `R's ${library}`,
  read: (paths) => readWithR(library, paths),
  tellsSpecials,
});
const libreOffice: Reader = {
  by: 'LibreOffice',
  read: async ([path = '']) => readWithLibreOffice(path),
  tellsSpecials: false,
  toText: (text) => text.replaceAll('\r\n', '\n'),
};

/** Who opens which format. */
const READERS: Readonly<Record<string, readonly Reader[]>> = {
  CSV: [python('csv')],
  'CSV.GZ': [python('gzip')],
  XLSX: [python('openpyxl'), libreOffice],
  JSON: [python('json')],
  DATASET_JSON: [python('dataset-json')],
  NDJSON: [python('ndjson')],
  DSJC: [python('zlib')],
  XPORT: [python('pyreadstat'), r('haven', true)],
  XPORT5: [python('pyreadstat'), r('haven', true), r('foreign', false)],
  // HTML has no carriage return: its picture stands there.
  HTML: [python('html.parser', (text) => text.replaceAll('\r', '\u240d'))],
  PARQUET: [python('pyarrow'), python('duckdb')],
};

/** Pages, which have no cells to read back. */
const CHECKED_OTHERWISE: readonly string[] = ['PDF'];

describe('Files in the programs of others', function () {
  this.timeout(180_000);
  before(checkTools);
  const { write, tables } = useWrittenFiles(...WRITTEN_STUDY);

  it('are of formats that somebody opens', () => {
    assert.deepEqual(
      FORMATS.filter((format) => READERS[format] === undefined && !CHECKED_OTHERWISE.includes(format)),
      [],
    );
  });

  for (const format of FORMATS) {
    for (const { by, read, ...reader } of READERS[format] ?? []) {
      it(`${format} is read by ${by}: every head, and every cell as the database has it`, async () => {
        const found = await read(await write(format));
        assert.equal(found.length, tables().length);
        tables().forEach((table, index) => {
          const one = found[index];
          assert.ok(one);
          assert.deepEqual(toFound(table, one), toExpected(table, one, { format, ...reader }));
        });
      });
    }
  }
});
