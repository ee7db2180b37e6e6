import assert from 'node:assert/strict';
import { appendFile } from 'node:fs/promises';

import { openSources } from '../../../src/intake/openSources.ts';
import { findFault, readRows, signal, useIntakeFolder } from './intakeFolder.ts';

describe('the CSV reader', () => {
  const { open, write } = useIntakeFolder();
  const rowsOf = async (content: string | Buffer) => readRows((await open('x.csv', content))[0]);
  const faultOf = (content: string | Buffer) => findFault(rowsOf(content));

  it('makes one dataset of text columns, named after the file', async () => {
    const [source, ...others] = await open('qsco.csv', 'STUDYID,QSSEQ,QSDTC,qsdtc2\nS,1,2014-01,\n');
    assert.ok(source);
    assert.deepEqual(others, []);
    assert.equal(source.name, 'QSCO');
    assert.equal(source.label, '');
    assert.equal(source.fileName, 'qsco.csv');
    assert.match(await source.readSha256(signal), /^[0-9a-f]{64}$/);
    assert.deepEqual(source.columns, [
      { name: 'STUDYID', label: '', type: 'string' },
      { name: 'QSSEQ', label: '', type: 'string' },
      { name: 'QSDTC', label: '', type: 'string', logicalType: 'datetime' },
      { name: 'qsdtc2', label: '', type: 'string' },
    ]);
  });

  it('keeps quotes, commas, line breaks, blanks and non-Latin text', async () => {
    const content = 'A,B\n"say ""hi"", x","line 1\r\nline 2\nline 3"\n  lead, 漢字 \n"",\n""""," "\n';
    assert.deepEqual(await rowsOf(content), [
      ['say "hi", x', 'line 1\r\nline 2\nline 3'],
      ['  lead', ' 漢字 '],
      ['', ''],
      ['"', ' '],
    ]);
  });

  it('takes CRLF, a byte order mark, and a last line without an end', async () => {
    assert.deepEqual(await rowsOf('\uFEFFA,B\r\n1,2\r\n"3",'), [
      ['1', '2'],
      ['3', ''],
    ]);
    const [source] = await open('x.csv', '\uFEFF"A",B\r\n');
    assert.deepEqual(
      source?.columns.map(({ name }) => name),
      ['A', 'B'],
    );
  });

  it('reads a header without rows, and blank values of a single column', async () => {
    assert.deepEqual(await rowsOf('A,B'), []);
    assert.deepEqual(await rowsOf('A\n\n1\n'), [[''], ['1']]);
  });

  it('reads the same whatever the blocks cut apart', async () => {
    const rows = Array.from({ length: 30_000 }, (_, index) => [
      `${index}`,
      'ü€😀'.repeat(index % 7),
      `a "quoted", ${'line\r\n'.repeat(index % 4)}`,
    ]);
    const lines = rows
      .map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','))
      .join('\r\n');
    assert.deepEqual(await rowsOf(`A,B,C\r\n${lines}`), rows);
  });

  it('reads a value that is longer than a block', async () => {
    const long = 'x\n'.repeat(1_000_000);
    assert.deepEqual(await rowsOf(`A,B\n1,"${long}"\n2,y\n`), [
      ['1', long],
      ['2', 'y'],
    ]);
  });

  const faults: [string, string | Buffer, string][] = [
    [
      'a short row',
      'A,B,C\n1,2,3\n4,5\n',
      'x.csv, row 2, line 3, column B: 2 values where the header has 3.',
    ],
    [
      'a long row',
      'A,B\n"1\n",2\n3,4,5\n',
      'x.csv, row 2, line 4, column B: 3 values where the header has 2.',
    ],
    ['an empty line', 'A,B\n1,2\n\n', 'x.csv, row 2, line 3, column A: 1 values where the header has 2.'],
    [
      'an open quote',
      'A,B\n1,"2\n3,4\n',
      'x.csv, row 1, line 2, column B: the quote that opens here is never closed.',
    ],
    ['text after a quote', 'A,B\n1,"2"3\n', 'x.csv, row 1, line 2, column B: text after the closing quote.'],
    [
      'a quote inside',
      'A,B\n1,2"3"\n',
      'x.csv, row 1, line 2, column B: a quote inside of an unquoted value.',
    ],
    [
      'a lone carriage return',
      'A,B\n1\r2,3\n',
      'x.csv, row 1, line 2, column A: a carriage return that no line feed follows.',
    ],
    [
      'a carriage return at the end',
      'A\n1\r',
      'x.csv, row 1, line 2, column A: a carriage return that no line feed follows.',
    ],
    ['a NUL', 'A,B\n1,2\n3,4\0\n', 'x.csv, row 2, line 3, column B: a NUL byte.'],
    [
      'Windows-1252',
      Buffer.from('A,B\nxx,\xe9t\xe9\n', 'latin1'),
      'x.csv, row 1, line 2, column B: bytes that are not UTF-8.',
    ],
    [
      'a character cut at the end',
      Buffer.from([0x41, 0x0a, 0x78, 0xe2, 0x82]),
      'x.csv, row 1, line 2, column A: bytes that are not UTF-8.',
    ],
    ['a duplicate column', 'Ae,b,aE\n', 'x.csv, line 1, column aE: columns 1 and 3 have this name.'],
    ['an empty column name', 'A, \n', 'x.csv, line 1, column 2: it has no name.'],
    ['an empty file', '', 'x.csv: the file is empty: it has no header.'],
    ['a header that never ends', '"A', 'x.csv, line 1, column 1: the quote that opens here is never closed.'],
  ];
  for (const [name, content, expected] of faults) {
    it(`refuses ${name}, naming the place`, async () => {
      assert.equal(await faultOf(content), expected);
    });
  }

  it('names the place of a fault far behind the first block', async () => {
    const good = 'some text,"and\nmore"\n'.repeat(100_000);
    assert.match(
      (await faultOf(`A,B\n${good}1,2,3\n`)) ?? '',
      /^x\.csv, row 100001, line 200002, column B: 3 values/,
    );
    const bytes = Buffer.concat([Buffer.from(`A,B\n${good}1,`), Buffer.from([0xff])]);
    assert.match((await faultOf(bytes)) ?? '', /^x\.csv, row 100001, line 200002, column B: bytes/);
  });

  it('refuses a file that changes after it was opened', async () => {
    const path = await write('x.csv', 'A\n1\n');
    const [source] = await openSources([path], signal);
    await appendFile(path, '2\n');
    const fault = 'x.csv: the file was changed while it was being read.';
    assert.ok(source);
    assert.equal(await findFault(readRows(source)), fault);
    assert.equal(await findFault(source.readSha256(signal)), fault);
  });

  it('stops when it is asked to', async () => {
    const [source] = await open('x.csv', `A\n${'1\n'.repeat(1_000_000)}`);
    const stop = new AbortController();
    const batches = source?.rows(stop.signal)[Symbol.asyncIterator]();
    await batches?.next();
    stop.abort();
    await assert.rejects(
      async () => {
        while (!(await batches?.next())?.done);
      },
      { name: 'AbortError' },
    );
  });
});
