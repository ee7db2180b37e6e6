import assert from 'node:assert/strict';

import { parseImportArguments } from '../../../src/embedded/parseImportArguments.ts';
import { UsageError } from '../../../src/embedded/parseTokenArguments.ts';

const parse = (text: string) => parseImportArguments(text.split(' '));

describe('parseImportArguments', () => {
  it('reads a study, the tenant level, and --clean', () => {
    assert.deepEqual(parse('--tenant acme --study S1 --mode active a.xpt b.csv'), {
      kind: 'import',
      tenantId: 'acme',
      study: { name: 'S1', mode: 'active' },
      paths: ['a.xpt', 'b.csv'],
    });
    assert.deepEqual(parse('a.csv --tenant acme --tenant-level'), {
      kind: 'import',
      tenantId: 'acme',
      study: null,
      paths: ['a.csv'],
    });
    assert.deepEqual(parse('--tenant acme --study S1 --mode test --limits l.csv'), {
      kind: 'import',
      tenantId: 'acme',
      study: { name: 'S1', mode: 'test' },
      paths: [],
      limitsPath: 'l.csv',
    });
    assert.deepEqual(parse('--clean'), { kind: 'clean' });
  });

  const wrong: [string, RegExp][] = [
    ['--study S1 --mode test a.csv', /^--tenant is missing/],
    ['--tenant acme --study S1 --mode test', /^No file is named/],
    ['--tenant acme --study S1 a.csv', /^--study and --mode go together/],
    ['--tenant acme --mode test a.csv', /^--study and --mode go together/],
    ['--tenant acme --study S1 --mode prod a.csv', /^--mode takes one of test, active, training/],
    ['--tenant acme a.csv', /^Either --study and --mode, or --tenant-level/],
    ['--tenant acme --tenant-level --study S1 --mode test a.csv', /^Either --study and --mode/],
    ['--tenant acme --tenant-level --limits l.csv', /^--limits needs a study/],
    ['--clean a.csv', /^--clean stands alone/],
    ['--tenant acme --what a.csv', /--what/],
  ];
  for (const [args, message] of wrong) {
    it(`refuses ${args}`, () => {
      assert.throws(
        () => parse(args),
        (error) => error instanceof UsageError && message.test(error.message),
      );
    });
  }
});
