import assert from 'node:assert/strict';

import type { OperationSpec } from '../../src/http/operation.ts';
import { OPERATIONS } from '../../src/http/operations/index.ts';
import { JOB_OF, prepareJob } from '../support/e2e/exampleJobs.ts';
import { sendExample } from '../support/e2e/sendExample.ts';
import { useStack } from '../support/e2e/useStack.ts';

/** Headers of an answer to a request header that no example carries. */
const WHERE_ASKED_FOR = ['Preference-Applied'];

describe('The example of an operation', function () {
  this.timeout(240_000);
  const shared = useStack();
  const sent: string[] = [];

  for (const operation of OPERATIONS) {
    it(`${operation.id} succeeds, and the answer is as documented`, async () => {
      const { stack } = shared();
      const { jobId, release } = await prepareJob(stack, operation.id);
      try {
        const ids = { jobId, studyId: stack.address.studyId };
        const response = await sendExample({ operation, ids }, stack.address);
        sent.push(operation.id);
        await assertAsDocumented(operation, response);
      } finally {
        release();
      }
    });
  }

  it('is sent for every operation', () => {
    assert.deepEqual(
      sent,
      OPERATIONS.map(({ id }) => id),
    );
    for (const id of Object.keys(JOB_OF)) assert.ok(sent.includes(id), `${id} is no operation.`);
  });
});

async function assertAsDocumented(operation: OperationSpec, response: Response): Promise<void> {
  const content = Buffer.from(await response.arrayBuffer());
  const expected = Math.min(...Object.keys(operation.answers).map(Number));
  assert.equal(response.status, expected, content.toString('utf8').slice(0, 2_000));
  const { schema, mediaType, headers = {} } = operation.answers[expected] ?? assert.fail();
  const always = Object.keys(headers).filter((name) => !WHERE_ASKED_FOR.includes(name));
  for (const name of [...always, 'X-Request-Id']) assert.ok(response.headers.has(name), name);
  if (operation.deprecatedFor !== undefined) {
    assert.match(response.headers.get('deprecation') ?? '', /^@\d+$/);
    assert.match(response.headers.get('link') ?? '', /rel="successor-version"/);
  }
  if (schema !== undefined) {
    assert.match(response.headers.get('content-type') ?? '', /^application\/json/);
    const body: unknown = JSON.parse(content.toString('utf8'));
    // Parsing drops what the schema does not know.
    assert.deepEqual(schema.parse(body), body);
  } else if (mediaType !== undefined) {
    assert.ok(content.length > 0);
  } else {
    assert.equal(content.length, 0);
  }
}
