import assert from 'node:assert/strict';

import { importDatasets } from '../../src/db/import/importDatasets.ts';
import { createCasebookSource } from '../../src/db/rowSource/createCasebookSource.ts';
import { createRowSource } from '../../src/db/rowSource/createRowSource.ts';
import type { CasebookKind } from '../../src/domain/casebook.ts';
import { AppError } from '../../src/domain/errors.ts';
import { createDemoStudy } from '../../src/embedded/demoStudy/createDemoStudy.ts';
import { type CasebookOrder, createCollateCasebook } from '../../src/jobs/collateCasebook.ts';
import type { CasebookSource } from '../../src/jobs/ports.ts';
import { renderOdm } from '../../src/render/odm/renderOdm.ts';
import { findTables } from '../support/subjectTables.ts';
import { untilTrue } from '../support/untilTrue.ts';
import { validateOdm } from '../support/validateOdm.ts';
import { signal, text, toSource, useImports } from './importFixture.ts';

const LIMITS = { subjects: 100, rows: 100_000, bytes: 10_000_000 };

describe('collateCasebook', () => {
  const imports = useImports();
  let studyId: string;
  before(async () => {
    const loaded = await importDatasets(
      {
        ownerUrl: imports.database().ownerUrl,
        tenantId: 'acme',
        study: { name: 'PILOT', mode: 'test' },
        sources: [
          ...createDemoStudy({ subjects: 6, name: 'PILOT' }),
          toSource({ name: 'TS', columns: [text('TSPARM')], rows: [['a trial, nobody']] }),
          toSource({ name: 'XX', columns: [text('USUBJID'), text('XXVAL')], rows: [['', 'of nobody']] }),
        ],
      },
      signal,
    );
    studyId = loaded.studyId ?? '';
  });

  const collate = (limits = LIMITS, source?: CasebookSource) => {
    const connectionString = imports.database().clinicalUrl;
    return createCollateCasebook({
      studies: {
        findStudy: (key) =>
          Promise.resolve(key.studyId === studyId ? { id: studyId, name: 'PILOT' } : undefined),
      },
      rowSource: createRowSource({ connectionString }),
      casebooks: source ?? createCasebookSource({ connectionString }),
      render: renderOdm,
      limits,
      readingMs: 60_000,
    });
  };
  const order = (changes: Partial<CasebookOrder> = {}): CasebookOrder => ({
    ...{
      studyId,
      mode: 'test',
      kind: 'CASEBOOK',
      reportName: 'CRF_SUBJECT_DATA',
      fieldSpecs: [],
      tenantId: 'acme',
    },
    authorize: () => undefined,
    ...changes,
  });
  const read = async (kind: CasebookKind, ...fieldSpecs: CasebookOrder['fieldSpecs']): Promise<string> => {
    const { xml, close } = await collate()(order({ kind, fieldSpecs }), signal);
    let content = '';
    for await (const piece of xml) content += piece;
    await close();
    return content;
  };
  const refusal = async (changes: Partial<CasebookOrder>, limits = LIMITS, source?: CasebookSource) => {
    const error = await collate(limits, source)(order(changes), signal).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof AppError, String(error));
    return error;
  };
  const list = (fieldName: string, ...values: string[]) => ({
    ...{ fieldName, fieldType: 'list' as const, fieldValueList: values },
  });
  const countIn = (xml: string, pattern: RegExp) => xml.match(pattern)?.length ?? 0;
  const count = async (sql: string, values: unknown[] = []) =>
    Number((await imports.query(`select count(*)::int as n from (${sql}) q`, values))[0]?.['n']);

  it('holds every row of every subject, once, in a valid document', async () => {
    const xml = await read('CASEBOOK');
    assert.deepEqual(await validateOdm(xml), []);
    let rows = 0;
    for (const { table_name: table } of await imports.query(
      "select table_name from clinical.dataset where study_id = $1 and name not in ('TS', 'XX')",
      [studyId],
    )) {
      rows += await count(`select from clinical_data."${String(table)}"`);
    }
    assert.ok(rows > 100);
    assert.equal(countIn(xml, /<ItemGroupData /g), rows);
    const subjects = [...xml.matchAll(/<SubjectData SubjectKey="([^"]*)"/g)].map(([, key]) => key);
    const { subject } = await findTables(imports.query, studyId);
    const known = await imports.query(`select usubjid from ${subject}`);
    assert.deepEqual(
      subjects,
      known
        .map(({ usubjid }) => usubjid)
        .filter((id) => id !== '')
        .sort(),
    );
    assert.equal(countIn(xml, /of nobody|a trial, nobody/g), 0);
  });

  it('gives each subject its site, and each visit the name that it has in the study', async () => {
    const xml = await read('CASEBOOK');
    assert.equal(countIn(xml, /<SiteRef /g), 6);
    const tables = await findTables(imports.query, studyId);
    const [visit] = await imports.query(
      `select trim_scale(visitnum)::text as number, visit from ${tables.visit} where visit <> '' order by visitnum limit 1`,
    );
    assert.ok(visit);
    assert.ok(
      xml.includes(`<StudyEventDef OID="SE.${String(visit['number'])}" Name="${String(visit['visit'])}"`),
    );
    // Events of a subject come in the order of visits, each once.
    for (const [, events = ''] of xml.matchAll(/<SubjectData [^]*?>([^]*?)<\/SubjectData>/g)) {
      const numbers = [...events.matchAll(/StudyEventOID="SE\.([^"]*)"/g)].map(([, key = '']) =>
        key === 'COMMON' ? -Infinity : Number(key),
      );
      assert.deepEqual(
        numbers,
        [...new Set(numbers)].sort((left, right) => left - right),
      );
    }
  });

  it('holds the chosen subjects alone, and of them the chosen forms', async () => {
    const { subject } = await findTables(imports.query, studyId);
    const [chosen] = await imports.query(`select usubjid, siteid from ${subject} order by 1 desc limit 1`);
    assert.ok(chosen);
    const xml = await read(
      'CASEBOOK',
      list('usubjid', String(chosen['usubjid'])),
      list('DOMAIN', 'DM', 'VS'),
    );
    assert.deepEqual(await validateOdm(xml), []);
    assert.deepEqual(
      [...xml.matchAll(/<SubjectData SubjectKey="([^"]*)"/g)].map(([, key]) => key),
      [chosen['usubjid']],
    );
    assert.deepEqual(
      [...xml.matchAll(/<FormDef OID="([^"]*)"/g)].map(([, oid]) => oid),
      ['FO.DM', 'FO.VS'],
    );
    const site = await read('CASEBOOK', list('siteIds', String(chosen['siteid'])));
    assert.deepEqual(
      [...site.matchAll(/<Location OID="([^"]*)"/g)].map(([, oid]) => oid),
      [`LOC.${String(chosen['siteid'])}`],
    );
  });

  it('has as UNIQUE the forms that the subjects have rows in', async () => {
    const xml = await read('UNIQUE');
    assert.deepEqual(await validateOdm(xml), []);
    assert.ok(countIn(xml, /<FormDef /g) > 3);
    assert.equal(countIn(xml, /ClinicalData|FO\.XX|FO\.TS/g), 0);
  });

  it('is refused with what is allowed where it would be too large', async () => {
    for (const limits of [
      { ...LIMITS, subjects: 5 },
      { ...LIMITS, rows: 10 },
    ]) {
      const { code, details } = await refusal({}, limits);
      assert.equal(code, 'CASEBOOK_TOO_LARGE');
      assert.match(details ?? '', /^6 subjects with \d+ rows; allowed: .* order the Subject Data Extract/);
    }
  });

  it('is refused where few rows are too many bytes, which are estimated well', async () => {
    const { length } = await read('CASEBOOK');
    const { code, details } = await refusal({}, { ...LIMITS, bytes: 1_000 });
    assert.equal(code, 'CASEBOOK_TOO_LARGE');
    const bytes = Number(/^About (\d+) bytes; allowed: 1000\. .* order the/.exec(details ?? '')?.[1]);
    assert.ok(bytes > length * 0.7 && bytes < length * 1.3, `${bytes} of ${length}`);
  });

  it('fails before its answer begins where the first rows cannot be read, and frees what it held', async () => {
    const whole = createCasebookSource({ connectionString: imports.database().clinicalUrl });
    const failing: CasebookSource = {
      open: async (...args) => ({
        ...(await whole.open(...args)),
        rows: async function* () {
          yield* [];
          await Promise.reject(new AppError('CLINICAL_UNAVAILABLE'));
        },
      }),
    };
    assert.equal((await refusal({}, LIMITS, failing)).code, 'CLINICAL_UNAVAILABLE');
    await untilNobodyReads();
  });

  it('ends a statement that takes too long', async () => {
    const hasty = createCasebookSource({
      connectionString: imports.database().clinicalUrl,
      statementTimeoutMs: 1,
    });
    assert.equal((await refusal({}, LIMITS, hasty)).code, 'CLINICAL_UNAVAILABLE');
  });

  for (const [code, changes] of [
    ['REPORT_NOT_FOUND', { reportName: 'OTHER' }],
    ['STUDY_NOT_FOUND', { studyId: '0'.repeat(32) }],
    ['FIELD_UNKNOWN', { fieldSpecs: [list('AGE', '1')] }],
    ['UNKNOWN_VALUES', { fieldSpecs: [list('USUBJID', 'nobody')] }],
  ] as const) {
    it(`is refused: ${code}`, async () => {
      assert.equal((await refusal(changes)).code, code);
    });
  }

  it('serves four at once, and the next once one is closed, read or not', async () => {
    const collateOne = collate();
    const open = [];
    for (let number = 1; number <= 4; number += 1) open.push(await collateOne(order(), signal));
    await assert.rejects(collateOne(order(), signal), { code: 'CASEBOOKS_BUSY' });
    await open.shift()?.close();
    open.push(await collateOne(order(), signal));
    for (const { close } of open) await close();
    await untilNobodyReads();
  });

  const untilNobodyReads = () =>
    untilTrue(
      async () =>
        (await count(
          "select from pg_stat_activity where datname = current_database() and application_name like 'report-render%'",
        )) === 0,
    );
});
