import assert from 'node:assert/strict';

import { parseTokenArguments, UsageError } from '../../../src/embedded/parseTokenArguments.ts';

const STUDY = '0123456789abcdef0123456789ABCDEF';

describe('parseTokenArguments', () => {
  it('takes tenant-wide rights', () => {
    assert.deepEqual(
      parseTokenArguments(['--tenant', 'T', '--right', 'ReportingPost', '--right=ReportingGet']),
      { tenant: 'T', user: 'developer', rights: ['ReportingPost', 'ReportingGet'], expiresInS: 3600 },
    );
  });

  it('takes rights in one study and mode', () => {
    const args = ['--tenant', 'T', '--right', 'ReportingGet', '--study', STUDY, '--mode', 'active'];
    assert.deepEqual(parseTokenArguments(args).study, { id: STUDY.toUpperCase(), mode: 'active' });
  });

  for (const [args, message] of [
    [['--right', 'ReportingPost'], /--tenant is missing/],
    [['--tenant', 'T'], /--right is missing/],
    [['--tenant', 'T', '--right', 'Post'], /one of ReportingPost, ReportingGet, ReportingDelete/],
    [['--tenant', 'T', '--right', 'ReportingPost', '--study', STUDY], /go together/],
    [['--tenant', 'T', '--right', 'ReportingPost', '--mode', 'test'], /go together/],
    [['--tenant', 'T', '--right', 'ReportingPost', '--study', 'S1', '--mode', 'test'], /32 hexadecimal/],
    [
      ['--tenant', 'T', '--right', 'ReportingPost', '--study', STUDY, '--mode', 'live'],
      /test, active, training/,
    ],
    [['--tenant', 'T', '--right', 'ReportingPost', '--tenants', 'U'], /--tenants/],
    [['T'], /T/],
  ] as const) {
    it(`refuses \`${args.join(' ')}\``, () => {
      assert.throws(
        () => parseTokenArguments(args),
        (error) => error instanceof UsageError && message.test(error.message),
      );
    });
  }
});
