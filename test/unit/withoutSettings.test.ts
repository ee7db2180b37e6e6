import assert from 'node:assert/strict';

import { withoutSettings } from '../support/withoutSettings.ts';

describe('The environment of a test run', () => {
  it("has none of the developer's own settings: their Temporal server may be gone before the tests end", () => {
    assert.deepEqual(
      withoutSettings({ PATH: '/bin', TEMPORAL_ADDRESS: '127.0.0.1:7233', DATABASE_URL: 'postgres://db' }),
      { PATH: '/bin' },
    );
  });
});
