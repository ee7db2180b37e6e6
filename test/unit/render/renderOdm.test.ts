import assert from 'node:assert/strict';

import type { CasebookHead, CasebookKind, CasebookRow } from '../../../src/domain/casebook.ts';
import { renderOdm } from '../../../src/render/odm/renderOdm.ts';
import { validateOdm } from '../../support/validateOdm.ts';

const HEAD: CasebookHead = {
  study: { id: 'CFD8129A430A473C8A02F4BA5DAAD865', name: 'PILOT & Co' },
  mode: 'test',
  takenAt: new Date('2026-01-02T03:04:05.678Z'),
  forms: [
    {
      name: 'DM',
      label: 'Demographics',
      columns: [
        { name: 'USUBJID', label: 'Subject', type: 'string', length: 11 },
        { name: 'AGE', label: '', type: 'integer' },
      ],
    },
    {
      name: 'VS',
      label: '',
      columns: [
        { name: 'VSDTC', label: 'Date', type: 'string', logicalType: 'datetime' },
        { name: 'VSSTRESN', label: 'Result', type: 'float' },
      ],
    },
  ],
  visits: [
    { key: null, name: 'Not of one visit', isUnscheduled: false, forms: [0] },
    { key: '1.1', name: 'UNSCHEDULED 1.1', isUnscheduled: true, forms: [1] },
  ],
  sites: [{ id: '701', name: '' }],
};
const ROWS: CasebookRow[] = [
  { subject: 'S1', siteId: '701', visit: null, form: 0, cells: ['S1', '63'] },
  { subject: 'S1', siteId: '701', visit: '1.1', form: 1, cells: ['2013-12', '1e-05'] },
  { subject: 'S1', siteId: '701', visit: '1.1', form: 1, cells: ['', null] },
  { subject: 'S2', siteId: '', visit: '1.1', form: 1, cells: ['a<b & "c"\n\t]]>', 'x\u0001\ufffe\ud800y'] },
];

async function render(
  kind: CasebookKind,
  rows: readonly (readonly CasebookRow[])[] = [ROWS],
): Promise<string> {
  async function* batches() {
    for (const batch of rows) yield await Promise.resolve(batch);
  }
  let xml = '';
  for await (const text of renderOdm({ kind, head: HEAD }, batches())) xml += text;
  return xml;
}

describe('renderOdm', () => {
  it('is valid against the schema of ODM 1.3.2, which notices what is not', async () => {
    const xml = await render('CASEBOOK');
    assert.deepEqual(await validateOdm(xml), []);
    assert.notDeepEqual(await validateOdm(xml.replace('FileType="Snapshot"', 'FileType="Photo"')), []);
    assert.notDeepEqual(await validateOdm(xml.replace(/<GlobalVariables>.*<\/GlobalVariables>/, '')), []);
    assert.deepEqual(await validateOdm(await render('CASEBOOK', [])), []);
  });

  it('nests rows by subject, visit and form, and counts their repeats', async () => {
    const data = /<ClinicalData[^]*<\/ClinicalData>/.exec(await render('CASEBOOK'))?.[0] ?? '';
    assert.equal(
      data.replaceAll(/<ItemData [^>]*>/g, ''),
      '<ClinicalData StudyOID="ST.CFD8129A430A473C8A02F4BA5DAAD865" MetaDataVersionOID="MDV.test">' +
        '<SubjectData SubjectKey="S1"><SiteRef LocationOID="LOC.701"/>' +
        '<StudyEventData StudyEventOID="SE.COMMON"><FormData FormOID="FO.DM">' +
        '<ItemGroupData ItemGroupOID="IG.DM" ItemGroupRepeatKey="1"></ItemGroupData></FormData></StudyEventData>' +
        '<StudyEventData StudyEventOID="SE.1.1"><FormData FormOID="FO.VS">' +
        '<ItemGroupData ItemGroupOID="IG.VS" ItemGroupRepeatKey="1"></ItemGroupData>' +
        '<ItemGroupData ItemGroupOID="IG.VS" ItemGroupRepeatKey="2"></ItemGroupData>' +
        '</FormData></StudyEventData></SubjectData>' +
        '<SubjectData SubjectKey="S2"><StudyEventData StudyEventOID="SE.1.1"><FormData FormOID="FO.VS">' +
        '<ItemGroupData ItemGroupOID="IG.VS" ItemGroupRepeatKey="1"></ItemGroupData>' +
        '</FormData></StudyEventData></SubjectData></ClinicalData>',
    );
  });

  it('gives the same document however its rows are cut into batches', async () => {
    assert.equal(
      await render(
        'CASEBOOK',
        ROWS.map((row) => [row]),
      ),
      await render('CASEBOOK'),
    );
  });

  it('tells null from the empty text, escapes, and puts U+FFFD for what XML forbids', async () => {
    const xml = await render('CASEBOOK');
    assert.ok(xml.includes('<ItemData ItemOID="IT.VS.VSDTC" Value=""/>'));
    assert.ok(xml.includes('<ItemData ItemOID="IT.VS.VSSTRESN" IsNull="Yes"/>'));
    assert.ok(xml.includes('Value="a&lt;b &amp; &quot;c&quot;&#10;&#9;]]&gt;"'));
    assert.ok(xml.includes('Value="x\ufffd\ufffd\ufffdy"'));
    assert.ok(xml.includes('<StudyName>PILOT &amp; Co</StudyName>'));
  });

  it('defines each OID once, and everything that is referred to', async () => {
    const xml = await render('CASEBOOK');
    const found = (pattern: RegExp) => [...xml.matchAll(pattern)].map(([, oid = '']) => oid);
    const defined = found(/<(?:Study|MetaDataVersion|Location|\w+Def) OID="([^"]*)"/g);
    assert.equal(new Set(defined).size, defined.length);
    const referred = found(
      / (?:Study|MetaDataVersion|StudyEvent|Form|ItemGroup|Item|Location)OID="([^"]*)"/g,
    );
    assert.ok(referred.length > 20);
    assert.deepEqual(
      referred.filter((oid) => !defined.includes(oid)),
      [],
    );
  });

  it('has as UNIQUE each form once, and neither visits, sites nor data', async () => {
    const xml = await render('UNIQUE');
    assert.deepEqual(await validateOdm(xml), []);
    assert.match(xml, /Granularity="Metadata"/);
    assert.deepEqual(
      [...xml.matchAll(/<FormDef OID="([^"]*)"/g)].map(([, oid]) => oid),
      ['FO.DM', 'FO.VS'],
    );
    assert.doesNotMatch(xml, /StudyEvent|AdminData|ClinicalData/);
  });
});
