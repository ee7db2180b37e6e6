import assert from 'node:assert/strict';

import { UsageError } from '../../../src/embedded/parseTokenArguments.ts';
import { parseReportCheckArguments } from '../../../src/embedded/reportCheck/parseReportCheckArguments.ts';

const STUDY = 'a'.repeat(32);

describe('parseReportCheckArguments', () => {
  it('checks a definition alone where nothing else is given', () => {
    assert.deepEqual(parseReportCheckArguments(['x.yaml']), {
      file: 'x.yaml',
      scope: null,
      mostRows: 10,
      fields: new Map(),
    });
  });

  it('previews a study in a mode, with fields of one or more values', () => {
    const args = `x.yaml --study ${STUDY} --mode test --preview 3 --field A=1 --field A=2=3 --field B=`;
    assert.deepEqual(parseReportCheckArguments(args.split(' ')), {
      file: 'x.yaml',
      scope: { kind: 'study', studyId: STUDY.toUpperCase(), mode: 'test' },
      mostRows: 3,
      fields: new Map([
        ['A', ['1', '2=3']],
        ['B', ['']],
      ]),
    });
  });

  it("previews a tenant's own data", () => {
    const { scope } = parseReportCheckArguments(['x.yaml', '--tenant', 'acme']);
    assert.deepEqual(scope, { kind: 'tenant', tenantId: 'acme' });
  });

  for (const args of [
    '',
    'x.yaml y.yaml',
    'x.yaml --study S --mode test',
    `x.yaml --study ${STUDY}`,
    `x.yaml --study ${STUDY} --mode live`,
    `x.yaml --study ${STUDY} --mode test --tenant acme`,
    'x.yaml --preview 3',
    'x.yaml --tenant acme --preview many',
    'x.yaml --tenant acme --field =1',
    'x.yaml --colour red',
  ]) {
    it(`refuses "${args}"`, () => {
      assert.throws(() => parseReportCheckArguments(args.split(' ').filter(Boolean)), UsageError);
    });
  }
});
