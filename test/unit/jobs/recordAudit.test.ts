import assert from 'node:assert/strict';

import type { AuditEvent } from '../../../src/domain/auditEvent.ts';
import { AppError } from '../../../src/domain/errors.ts';
import { createAuditRecorder } from '../../../src/jobs/recordAudit.ts';
import { anAuditEvent } from '../../support/auditEvents.ts';

/** A trail that writes when the test lets it, or fails as the test says. */
function createTrail(gatherMs = 0) {
  const batches: AuditEvent[][] = [];
  const answers: (() => Promise<void>)[] = [];
  const logged: string[] = [];
  const recorder = createAuditRecorder(
    {
      auditTrail: {
        append: async (events) => {
          await (answers.shift() ?? (() => Promise.resolve()))();
          batches.push([...events]);
        },
      },
      log: { error: (_fields, message) => logged.push(message) },
    },
    { timeoutMs: 1_000, gatherMs, retryMs: 1, mostWaiting: 3 },
  );
  return { recorder, batches, answers, logged, written: () => batches.flat().map(({ action }) => action) };
}

const away = () => Promise.reject(new AppError('DATABASE_UNAVAILABLE'));
const refuse = () => Promise.reject(new AppError('INTERNAL'));
const event = (action: string) => anAuditEvent({ action });

describe('the recorder of audit events', () => {
  it('has written an event when it says so', async () => {
    const { recorder, written } = createTrail();
    await recorder.record(event('a'));
    assert.deepEqual(written(), ['a']);
  });

  it('writes what comes during a commit with the next one, in order', async () => {
    const { recorder, batches } = createTrail();
    const first = recorder.record(event('a'));
    recorder.recordSoon(event('b'));
    recorder.recordSoon(event('c'));
    await recorder.record(event('d'));
    await first;
    assert.deepEqual(
      batches.map((batch) => batch.map(({ action }) => action)),
      [['a'], ['b', 'c', 'd']],
    );
  });

  it('tells whoever waits at once that the trail is away, and does not write that event later', async () => {
    const { recorder, answers, written, logged } = createTrail();
    answers.push(away);
    const waiters = ['a', 'b'].map((action) => recorder.record(event(action)));
    for (const waiter of waiters) await assert.rejects(waiter, { code: 'AUDIT_UNAVAILABLE' });
    await recorder.record(event('c'));
    assert.deepEqual(written(), ['c']);
    assert.deepEqual(logged, ['audit events cannot be written']);
  });

  it('keeps what nobody waits for until it is written', async () => {
    const { recorder, answers, written } = createTrail();
    answers.push(away, away);
    recorder.recordSoon(event('a'));
    recorder.recordSoon(event('b'));
    assert.equal(await recorder.drain(10_000), 0);
    assert.deepEqual(written(), ['a', 'b']);
  });

  it('puts an event aside that the database does not take, and writes the others', async () => {
    const { recorder, answers, written, logged } = createTrail();
    const held = new Promise<void>((resolve) => setImmediate(resolve));
    answers.push(() => held, refuse, refuse);
    for (const action of ['first', 'bad', 'good', 'better']) recorder.recordSoon(event(action));
    assert.equal(await recorder.drain(10_000), 0);
    assert.deepEqual(written(), ['first', 'good', 'better']);
    assert.deepEqual(logged, ['an audit event cannot be kept']);
  });

  it('takes no more calls once too many events wait', async () => {
    const { recorder, answers } = createTrail();
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    answers.push(() => held);
    for (const action of ['a', 'b', 'c', 'd']) {
      recorder.checkRoom();
      recorder.recordSoon(event(action));
    }
    assert.throws(() => {
      recorder.checkRoom();
    }, /audit trail/);
    assert.equal(await recorder.drain(1), 3);
    letGo();
    assert.equal(await recorder.drain(10_000), 0);
    recorder.checkRoom();
  });

  it('gathers what nobody waits for, until somebody does', async () => {
    const { recorder, batches } = createTrail(60_000);
    recorder.recordSoon(event('a'));
    recorder.recordSoon(event('b'));
    assert.equal(batches.length, 0);
    await recorder.record(event('c'));
    assert.deepEqual(
      batches.map((batch) => batch.map(({ action }) => action)),
      [['a', 'b', 'c']],
    );
  });

  it('leaves nothing gathered behind when it ends', async () => {
    const { recorder, written } = createTrail(60_000);
    recorder.recordSoon(event('a'));
    assert.equal(await recorder.drain(10_000), 0);
    assert.deepEqual(written(), ['a']);
  });

  it('goes on after what was gathered went with an earlier batch', async () => {
    const { recorder, written } = createTrail(1);
    recorder.recordSoon(event('a'));
    await recorder.record(event('b'));
    await recorder.drain(10);
    recorder.recordSoon(event('c'));
    await recorder.record(event('d'));
    assert.deepEqual(written(), ['a', 'b', 'c', 'd']);
  });
});
