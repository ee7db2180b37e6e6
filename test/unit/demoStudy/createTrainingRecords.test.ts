import assert from 'node:assert/strict';

import { createTrainingRecords } from '../../../src/embedded/demoStudy/createTrainingRecords.ts';
import { digestRows, readRows } from './readRows.ts';

describe('createTrainingRecords', () => {
  const training = createTrainingRecords({ users: 40 });

  it('has the columns of the tenant report', () => {
    assert.deepEqual(
      training.columns.map((column) => column.name),
      ['USERID', 'USERNAME', 'STUDYID', 'COURSEID', 'COURSE', 'ASSIGNED', 'COMPLETED', 'SCORE'],
    );
  });

  it('makes the same bytes on every machine', async () => {
    assert.equal((await digestRows(training)).slice(0, 12), '5ac231594d35');
  });

  it('gives a score to completed courses alone, and completes none before it was assigned', async () => {
    const rows = await readRows(training);
    const completed = rows.filter((row) => row[6] !== '');
    assert.ok(completed.length > 0 && completed.length < rows.length);
    for (const row of rows) assert.equal(row[7] === null, row[6] === '');
    for (const row of completed) assert.ok((row[5] ?? '') <= (row[6] ?? ''));
  });
});
