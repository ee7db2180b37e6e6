import assert from 'node:assert/strict';

import { countConflict, readConflicts } from '../../activities/recoveryConflicts.ts';
import { AppError } from '../../src/domain/errors.ts';

describe('countConflict', () => {
  const conflict = new AppError('RECOVERY_CONFLICT');

  it('lets two conflicts in a row be tried again and ends the third with the cure', () => {
    assert.deepEqual(countConflict(conflict, 0), { conflicts: 1, error: conflict });
    assert.deepEqual(countConflict(conflict, 1), { conflicts: 2, error: conflict });
    const { error } = countConflict(conflict, 2);
    assert.ok(error instanceof AppError && error.code === 'STANDBY_CONFLICT');
    assert.match(error.message, /hot_standby_feedback.*max_standby_streaming_delay/);
  });

  it('begins anew after any other failure', () => {
    const away = new AppError('CLINICAL_UNAVAILABLE');
    assert.deepEqual(countConflict(away, 2), { conflicts: 0, error: away });
  });

  it('reads the count from heartbeats of any shape', () => {
    assert.deepEqual(
      [undefined, null, 'x', {}, { conflicts: '2' }, { conflicts: 2 }].map(readConflicts),
      [0, 0, 0, 0, 0, 2],
    );
  });
});
