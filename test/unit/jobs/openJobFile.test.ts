import assert from 'node:assert/strict';

import type { JobState } from '../../../src/domain/job.ts';
import { createOpenJobFile } from '../../../src/jobs/openJobFile.ts';
import type { OpenedFile } from '../../../src/jobs/ports.ts';
import { DEFINITION } from '../../support/jobs.ts';
import { aFile, aJob, JOB_ID } from '../http/startApp.ts';

const query = { jobId: JOB_ID, tenantId: 'acme', authorize: () => undefined };
const { signal } = new AbortController();
const stamp = aFile().stamp;

/** The job is in one state after the other, each time that it is looked at. */
function open(states: readonly JobState[], found: OpenedFile['stamp'] | undefined) {
  const left = [...states];
  let isClosed = false;
  const close = () => {
    isClosed = true;
    return Promise.resolve();
  };
  const openJobFile = createOpenJobFile({
    executionLog: {
      find: () =>
        Promise.resolve({ job: aJob({ state: left.shift() ?? assert.fail() }), definition: DEFINITION }),
      findFile: () => Promise.resolve(aFile()),
    },
    fileStore: {
      open: () => Promise.resolve(found && { stamp: found, read: () => Promise.resolve(), close }),
    },
  });
  return { opened: openJobFile(query, signal), isClosed: () => isClosed };
}

describe('openJobFile', () => {
  it('answers a file whose stamp is the recorded one', async () => {
    const { content } = await open(['COMPLETED'], stamp).opened;
    assert.deepEqual(content.stamp, stamp);
  });

  for (const state of ['DELETED', 'EXPIRED'] as const) {
    it(`says that the job is ${state} where its file went between the row and the opening`, async () => {
      await assert.rejects(open(['COMPLETED', state], undefined).opened, {
        code: 'JOB_NOT_COMPLETED',
        details: `The job is ${state}.`,
      });
    });
  }

  it('raises the alarm where a COMPLETED job has no file', async () => {
    await assert.rejects(open(['COMPLETED', 'COMPLETED'], undefined).opened, { code: 'FILE_MISMATCH' });
  });

  it('raises the alarm where the file is another, and closes it', async () => {
    const { opened, isClosed } = open(['COMPLETED'], { ...stamp, inode: '2' });
    await assert.rejects(opened, { code: 'FILE_MISMATCH' });
    assert.ok(isClosed());
  });
});
