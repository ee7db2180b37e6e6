import assert from 'node:assert/strict';

import { JOB_PATH, readError, startApp, STUDY_ID, type RunningApp } from './startApp.ts';

const field = (changes: object = {}) => ({
  fieldName: 'SITEID',
  fieldType: 'list',
  fieldValueList: ['S1', 2, true],
  ...changes,
});
const json = (body: unknown, type = 'application/json') => ({
  method: 'POST',
  headers: { 'content-type': type },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const inStudy = `${JOB_PATH}?mode=test&studyId=${STUDY_ID}`;

describe('the body of a kickstart', () => {
  let app: RunningApp;
  before(async () => {
    app = await startApp();
  });
  beforeEach(() => {
    app.kickstarts.length = 0;
  });
  after(() => app.stop());

  const kickstartOf = async (path: string, init: RequestInit = { method: 'POST' }) => {
    const response = await app.send(path, init);
    assert.equal(response.status, 202, await response.clone().text());
    const [kickstart] = app.kickstarts;
    assert.ok(kickstart);
    return { kickstart, response };
  };

  const stored = { fieldName: 'SITEID', fieldType: 'list', fieldValueList: ['S1', 2, true] };
  const bodies: [string, unknown, unknown][] = [
    ['both members absent', {}, null],
    ['both members null', { fieldSpecsList: null, extFieldSpecsList: null }, null],
    ['empty lists', { fieldSpecsList: [], extFieldSpecsList: [] }, { fieldSpecs: [], extFieldSpecs: [] }],
    ['one member', { extFieldSpecsList: [field()] }, { fieldSpecs: [], extFieldSpecs: [stored] }],
    ['a single Field', { fieldSpecsList: field() }, { fieldSpecs: [stored], extFieldSpecs: [] }],
    [
      'fldId, sequence and members of the future',
      { fieldSpecsList: [field({ fldId: 'A1', fieldSequence: 3, more: 1 })], other: 1 },
      { fieldSpecs: [{ ...stored, fieldSequence: 3, fieldId: 'A1' }], extFieldSpecs: [] },
    ],
    [
      'fieldId before fldId',
      { fieldSpecsList: [field({ fieldId: 'B', fldId: 'A' })] },
      { fieldSpecs: [{ ...stored, fieldId: 'B' }], extFieldSpecs: [] },
    ],
    [
      'an id with its hyphens',
      { fieldSpecsList: [field({ fieldId: '546a77a6-96be-11ea-bb37-0242ac130002' })] },
      {
        fieldSpecs: [{ ...stored, fieldId: '546a77a6-96be-11ea-bb37-0242ac130002' }],
        extFieldSpecs: [],
      },
    ],
    [
      'optional members that are null',
      { fieldSpecsList: [field({ fieldId: null, fldId: null, fieldSequence: null })] },
      { fieldSpecs: [stored], extFieldSpecs: [] },
    ],
    [
      'a single value in the place of a list',
      { fieldSpecsList: [field({ fieldValueList: 'S1' })] },
      { fieldSpecs: [{ ...stored, fieldValueList: ['S1'] }], extFieldSpecs: [] },
    ],
    [
      'names of 255 characters and the greatest sequence',
      { fieldSpecsList: [field({ fieldName: 'x'.repeat(255), fieldSequence: 2147483647 })] },
      {
        fieldSpecs: [{ ...stored, fieldName: 'x'.repeat(255), fieldSequence: 2147483647 }],
        extFieldSpecs: [],
      },
    ],
    ['a member twice, the last one holding', '{"fieldSpecsList":1,"fieldSpecsList":null}', null],
    ['names of the prototype', '{"__proto__":{"fieldSpecsList":1},"constructor":{},"toString":1}', null],
  ];
  for (const [what, body, expected] of bodies) {
    it(`reads a body with ${what}`, async () => {
      const { kickstart } = await kickstartOf(inStudy, json(body));
      assert.deepEqual(kickstart.requested, expected);
    });
  }

  it('reads an empty body of whatever type as no body', async () => {
    const { kickstart } = await kickstartOf(inStudy, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
    });
    assert.equal(kickstart.requested, null);
  });

  for (const type of ['application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"', '*/*', '']) {
    it(`takes the type "${type}"`, async () => {
      await kickstartOf(inStudy, json({}, type));
    });
  }

  it('takes JSON without a type', async () => {
    await kickstartOf(inStudy, { method: 'POST', body: Buffer.from('{"fieldSpecsList":[]}') });
    assert.deepEqual(app.kickstarts[0]?.requested, { fieldSpecs: [], extFieldSpecs: [] });
  });

  const wrongMembers: [string, object, RegExp][] = [
    ['no name', { fieldName: undefined }, /\[0\]\.fieldName: .*1 to 255/],
    ['an empty name', { fieldName: '' }, /fieldName: .*1 to 255/],
    ['a long name', { fieldName: 'x'.repeat(256) }, /fieldName: .*1 to 255/],
    ['NUL in a name', { fieldName: 'a\0' }, /fieldName: .*NUL/],
    ['a name that is a number', { fieldName: 1 }, /fieldName/],
    ['an unknown type', { fieldType: 'text' }, /fieldType: must be one of list, date, date-time/],
    ['a negative sequence', { fieldSequence: -1 }, /fieldSequence: .*0 to 2147483647/],
    ['too great a sequence', { fieldSequence: 2147483648 }, /fieldSequence/],
    ['a broken sequence', { fieldSequence: 1.5 }, /fieldSequence/],
    ['no values', { fieldValueList: undefined }, /fieldValueList/],
    ['null for values', { fieldValueList: null }, /fieldValueList/],
    ['an object among the values', { fieldValueList: ['a', {}] }, /fieldValueList\[1\]/],
    ['null among the values', { fieldValueList: [null] }, /fieldValueList\[0\]/],
    ['NUL in a value', { fieldValueList: ['a\0b'] }, /fieldValueList\[0\]: .*NUL/],
    ['half a character in a value', { fieldValueList: ['\ud800'] }, /fieldValueList\[0\]/],
    ['a number that JSON cannot carry exactly', { fieldValueList: [2 ** 53] }, /as a string/],
    ['a long id', { fieldId: 'x'.repeat(37) }, /fieldId: .*0 to 36/],
    ['a long id of the other name', { fldId: 'x'.repeat(37) }, /fldId/],
  ];
  for (const [what, changes, details] of wrongMembers) {
    it(`refuses a field with ${what}, without repeating the value`, async () => {
      const response = await app.send(inStudy, json({ fieldSpecsList: [field(changes)] }));
      const error = await readError(response);
      assert.equal(error.errorCode, 'REPT_400_BODY');
      assert.match(error.details ?? '', details);
      assert.deepEqual(app.kickstarts, []);
    });
  }

  it('reports all wrong members of one body together', async () => {
    const body = {
      fieldSpecsList: [field({ fieldType: 'x', fieldName: '' }), field(), 7],
      extFieldSpecsList: field({ fieldValueList: {} }),
    };
    const { details } = await readError(await app.send(inStudy, json(body)));
    for (const place of [
      'fieldSpecsList[0].fieldName',
      'fieldSpecsList[0].fieldType',
      'fieldSpecsList[2]:',
      'extFieldSpecsList[0].fieldValueList',
    ]) {
      assert.ok(details?.includes(place), `${place} in ${details ?? ''}`);
    }
  });

  it('refuses more fields than any report has', async () => {
    const large = await startApp({
      settings: { deadlineMs: 2_500, bodyLimitBytes: 1024 * 1024, directBodyLimitBytes: 16_384 },
    });
    const response = await large.send(
      inStudy,
      json({ fieldSpecsList: Array.from({ length: 1001 }, () => 0) }),
    );
    assert.match((await readError(response)).details ?? '', /1001 fields; allowed: 1000/);
    await large.stop();
  });

  it('repeats no value of a wrong member', async () => {
    const body = { fieldSpecsList: [field({ fieldType: 'SUBJ-0815', fieldValueList: ['SUBJ-0815', {}] })] };
    const text = await (await app.send(inStudy, json(body))).text();
    assert.ok(!text.includes('0815'), text);
  });
});
