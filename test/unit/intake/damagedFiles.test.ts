import assert from 'node:assert/strict';
import { deflateSync, gzipSync } from 'node:zlib';

import fc from 'fast-check';

import { AppError } from '../../../src/domain/errors.ts';
import { toTransportFile } from '../../support/transportFile.ts';
import { toTransportFile8 } from '../../support/transportFile8.ts';
import { readRows, useIntakeFolder } from './intakeFolder.ts';

const variables = [
  { name: 'USUBJID', size: 11, isText: true },
  { name: 'AESEQ', size: 8 },
  { name: 'AEDATE', size: 4, format: { name: 'DATE', width: 9 } },
];
const METADATA =
  '{"datasetJSONVersion":"1.1.0","records":2,"name":"AE","label":"","columns":[' +
  '{"itemOID":"A","name":"USUBJID","label":"é","dataType":"string","length":9},' +
  '{"itemOID":"B","name":"AESEQ","label":"","dataType":"integer"},' +
  '{"itemOID":"C","name":"ADT","label":"","dataType":"date","targetDataType":"integer"}]';
const ROWS = ['["s1",1,"2014-02-03"]', '["漢\\u0041\\n",null,null]'] as const;
const LINES = Buffer.from(`${METADATA}}\n${ROWS.join('\n')}\n`);
const FILES: Record<string, Buffer> = {
  'x.json': Buffer.from(`${METADATA},"rows":[${ROWS.join(',')}]}`),
  'x.ndjson': LINES,
  'x.dsjc': deflateSync(LINES),
  'gzip.dsjc': gzipSync(LINES),
  'x.xpt': toTransportFile(
    {
      name: 'AE',
      variables,
      rows: [
        ['s1', 1, 2],
        ['s2', -0.5, 3],
      ],
    },
    { name: 'CM', variables, rows: [['s1', 1, 2]] },
  ),
  'x8.xpt': toTransportFile8({
    name: 'A_long_name',
    variables: [
      { name: 'a_name_longer_than_8', size: 300, isText: true, label: 'L'.repeat(60) },
      { name: 'N', size: 8, format: { name: 'AVERYLONGFORMAT', width: 9, decimals: 2 } },
      { name: 'D', size: 8, format: { name: 'DATE', width: 9 } },
    ],
    rows: [
      ['x'.repeat(250), 1, 2],
      ['', 2, 3],
    ],
  }),
  'x.csv': Buffer.from('USUBJID,"AE ""x""",C\r\ns1,"line\r\nbreak, é",漢\r\ns2,,""\r\n'),
};

describe('a damaged file', () => {
  const { open } = useIntakeFolder();

  for (const [name, whole] of Object.entries(FILES)) {
    it(`of the kind ${name} is read or refused, whatever the damage`, async () => {
      const cut = fc.nat(whole.length).map((end) => whole.subarray(0, end));
      const patched = fc
        .tuple(fc.nat(whole.length - 1), fc.uint8Array({ minLength: 1, maxLength: 4 }))
        .map(([at, bytes]) => {
          const copy = Buffer.from(whole);
          copy.set(bytes.subarray(0, whole.length - at), at);
          return copy;
        });
      await fc.assert(
        fc.asyncProperty(fc.oneof(cut, patched), async (content) => {
          try {
            for (const source of await open(name, content)) await readRows(source);
          } catch (error) {
            assert.ok(error instanceof AppError && error.code === 'BAD_IMPORT_FILE', String(error));
            assert.ok(error.details?.startsWith(name), error.details);
          }
        }),
        { numRuns: 200 },
      );
    });
  }
});
