import assert from 'node:assert/strict';
import fc from 'fast-check';

import { AppError } from '../../../src/domain/errors.ts';
import { applyDefine } from '../../../src/intake/define/applyDefine.ts';
import { readDefine } from '../../../src/intake/define/readDefine.ts';
import { toDefineXml } from '../../support/defineXml.ts';
import { toTransportFile } from '../../support/transportFile.ts';
import { findFault, readRows, signal, useIntakeFolder } from './intakeFolder.ts';

const AE = [
  { name: 'USUBJID', type: 'text', length: 12, label: 'Unique Subject &amp; more' },
  { name: 'AESEQ', type: 'integer', length: 3, label: 'Sequence Number' },
  { name: 'AEDOSE', type: 'float', length: 8, label: 'Dose', displayFormat: '8.2' },
  { name: 'AESTDTC', type: 'partialDatetime', label: 'Start' },
  { name: 'AEDUR', type: 'durationDatetime', label: 'Duration' },
];

describe('define.xml', () => {
  const { open, write } = useIntakeFolder();
  const read = async (content: string | Buffer) => readDefine(await write('define.xml', content), signal);
  const apply = async (csv: Record<string, string | Buffer>, xml: string) => {
    const sources = [];
    for (const [name, content] of Object.entries(csv)) sources.push(...(await open(name, content)));
    return applyDefine(sources, await read(xml), signal);
  };

  for (const version of ['2.0', '2.1'] as const) {
    it(`${version} gives columns of CSV files types, labels and lengths; dates stay text`, async () => {
      const { sources, notes } = await apply(
        { 'ae.csv': 'USUBJID,AESEQ,AEDOSE,AESTDTC,AEDUR\ns1,1,0.5,2024-02,P1D\n"",,,,\n' },
        toDefineXml({ AE }, { version }),
      );
      assert.deepEqual(notes, []);
      assert.equal(sources[0]?.label, 'Label of AE');
      assert.deepEqual(sources[0].columns, [
        { name: 'USUBJID', label: 'Unique Subject & more', type: 'string', length: 12 },
        { name: 'AESEQ', label: 'Sequence Number', type: 'integer', length: 3 },
        { name: 'AEDOSE', label: 'Dose', type: 'float', length: 8, displayFormat: '8.2' },
        { name: 'AESTDTC', label: 'Start', type: 'string', logicalType: 'datetime' },
        { name: 'AEDUR', label: 'Duration', type: 'string' },
      ]);
      assert.deepEqual(await readRows(sources[0]), [
        ['s1', '1', '0.5', '2024-02', 'P1D'],
        ['', null, null, '', ''],
      ]);
    });
  }

  it('leaves a date text whichever of its types a column has', async () => {
    const types = ['date', 'time', 'datetime', 'partialDate', 'partialTime', 'incompleteDatetime'];
    const items = types.map((type) => ({ name: type.toUpperCase(), type }));
    const { sources } = await apply({ 'x.csv': `${types.join()}\n` }, toDefineXml({ X: items }));
    assert.deepEqual(
      sources[0]?.columns.map(({ name, type, logicalType }) => [name, type, logicalType]),
      types.map((name) => [
        name,
        'string',
        /datetime/i.test(name) ? 'datetime' : /time/i.test(name) ? 'time' : 'date',
      ]),
    );
  });

  it('tells what files and define.xml do not agree on, and leaves such columns as they are', async () => {
    const { sources, notes } = await apply(
      { 'ae.csv': 'usubjid,AESEQ,OTHER\ns1,1,x\n', 'zz.csv': 'A\n1\n' },
      toDefineXml({ AE: AE.slice(0, 3), DM: [], VS: [] }),
    );
    assert.deepEqual(notes, [
      'AE: define.xml does not know OTHER.',
      'AE: ae.csv lacks AEDOSE.',
      'define.xml does not know the dataset ZZ.',
      'No file holds what define.xml defines: DM, VS.',
    ]);
    assert.deepEqual(
      sources.map(({ columns }) => columns.map(({ name, type }) => [name, type])),
      [
        [
          ['usubjid', 'string'],
          ['AESEQ', 'integer'],
          ['OTHER', 'string'],
        ],
        [['A', 'string']],
      ],
    );
  });

  it('makes a column a float that is defined as integer and holds other numbers', async () => {
    const { sources, notes } = await apply(
      { 'x.csv': 'A,B,C\n1,9.3,12345678901234567890\n 2 ,,\n' },
      toDefineXml({ X: ['A', 'B', 'C'].map((name) => ({ name, type: 'integer' })) }),
    );
    assert.deepEqual(
      sources[0]?.columns.map(({ type }) => type),
      ['integer', 'float', 'float'],
    );
    assert.deepEqual(notes, [
      'X: B is defined as integer, but has other numbers: it is a float.',
      'X: C is defined as integer, but has other numbers: it is a float.',
    ]);
  });

  it('leaves transport files as they describe themselves', async () => {
    const file = toTransportFile({ name: 'AE', variables: [{ name: 'AESEQ', size: 8 }], rows: [[1]] });
    const { sources } = await apply({ 'ae.xpt': file }, toDefineXml({ AE }));
    assert.deepEqual(sources[0]?.columns, [{ name: 'AESEQ', label: '', type: 'float', length: 8 }]);
  });

  describe('is refused', () => {
    const whole = toDefineXml({ AE });
    const bomb = `<!DOCTYPE ODM [<!ENTITY a "aaaaaaaaaa">${Array.from(
      { length: 20 },
      (_, index) => `<!ENTITY a${index} "${`&a${index || ''};`.repeat(10)}">`,
    ).join('')}]>`;
    const faulty: [string, string | Buffer, RegExp][] = [
      [
        'with a document type that names an external entity',
        toDefineXml({ AE }, { head: '<!DOCTYPE ODM [<!ENTITY x SYSTEM "file:///etc/passwd">]>' }),
        /^define\.xml, line 2: it has a document type declaration, which is refused\.$/,
      ],
      ['with an entity bomb', toDefineXml({ AE }, { head: bomb }), /document type declaration/],
      ['with an entity of its own', whole.replace('&amp;', '&bomb;'), /line \d+: it is not well-formed XML/],
      ['that is cut', whole.slice(0, -20), /it is not well-formed XML/],
      ['that is empty', '', /it is not well-formed XML/],
      ['that is no XML', 'A,B\n1,2\n', /line \d+: it is not well-formed XML/],
      ['of another kind', '<html/>', /its root is no ODM element/],
      [
        'of another version',
        whole.replace('2.1.0', '3.0.0'),
        /line \d+: it is no Define-XML of version 2\.0 or/,
      ],
      [
        'of version 1',
        whole.replaceAll('def/v2.1', 'def/v1.0'),
        /it is no Define-XML of version 2\.0 or 2\.1/,
      ],
      [
        'with a dataset twice',
        whole.replace('</Study>', '</Study>').replace(/(<ItemGroupDef[^]*<\/ItemGroupDef>)/, '$1$1'),
        /dataset AE: it is defined twice/,
      ],
      [
        'with an item that is not defined',
        whole.replace('OID="IT.AE.AESEQ"', 'OID="IT.X"').replace('ItemIT.X', ''),
        /dataset AE: it refers to a column/,
      ],
      [
        'that is nested too deeply',
        whole.replace('<Study', `${'<a>'.repeat(200)}<Study`),
        /in more than 100 others/,
      ],
      [
        'that is not UTF-8',
        Buffer.from(whole.replace('Dose', 'Dos\xe9'), 'latin1'),
        /bytes that are not UTF-8/,
      ],
    ];
    for (const [what, content, fault] of faulty) {
      it(what, async () => {
        assert.match((await findFault(read(content))) ?? '', fault);
      });
    }

    it('or read, whatever the damage', async () => {
      const damaged = fc.oneof(
        fc.nat(whole.length).map((end) => whole.slice(0, end)),
        fc
          .tuple(fc.nat(whole.length), fc.string({ maxLength: 4 }), fc.nat(6))
          .map(([at, text, removed]) => whole.slice(0, at) + text + whole.slice(at + removed)),
      );
      await fc.assert(
        fc.asyncProperty(damaged, async (content) => {
          try {
            await read(content);
          } catch (error) {
            assert.ok(error instanceof AppError && error.code === 'BAD_IMPORT_FILE', String(error));
          }
        }),
        { numRuns: 300 },
      );
    });
  });
});
