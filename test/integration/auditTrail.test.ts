import assert from 'node:assert/strict';
import type { Knex } from 'knex';
import pg from 'pg';

import { createAuditTrail } from '../../src/db/auditTrail.ts';
import { openDatabase } from '../../src/db/connection.ts';
import type { AuditQuery } from '../../src/domain/auditEvent.ts';
import type { AuditTrail } from '../../src/jobs/ports.ts';
import { anAuditEvent, anAuditQuery } from '../support/auditEvents.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { createId, STUDY } from '../support/jobs.ts';

const signal = new AbortController().signal;

describe('the audit trail', () => {
  let database: TestDatabase;
  let service: Knex;
  let trail: AuditTrail;
  before(async () => {
    database = await createTestDatabase();
    service = openDatabase({
      url: database.serviceUrl,
      poolSize: 2,
      applicationName: 'test',
      timeoutMs: 10_000,
    });
    trail = createAuditTrail(service);
  });
  after(async () => {
    await service.destroy();
    await database.drop();
  });

  const listActions = async (query: Partial<AuditQuery>) =>
    (await trail.list(anAuditQuery(query), signal)).events.map(({ action }) => action);

  it('gives back what was written, with its number and the time of its writing', async () => {
    const tenantId = 'round trip';
    const event = anAuditEvent({
      tenantId,
      bytes: 5_000_000_000,
      errorCode: 'REPT_404',
      clientAddress: '::1',
    });
    await trail.append([event], signal);
    const [recorded] = (await trail.list(anAuditQuery({ tenantId }), signal)).events;
    assert.ok(recorded);
    const { number, recordedAt, ...rest } = recorded;
    assert.deepEqual(rest, event);
    assert.ok(number > 0 && recordedAt > event.at);
  });

  it('keeps an event that is written twice once', async () => {
    const tenantId = 'twice';
    const event = anAuditEvent({ tenantId });
    await trail.append([event], signal);
    await trail.append([event, anAuditEvent({ tenantId, action: 'other' })], signal);
    assert.deepEqual(await listActions({ tenantId }), ['other', 'findJob']);
  });

  it('lets nothing happen after it was written', async () => {
    const tenantId = 'tomorrow';
    const at = new Date(Date.now() + 86_400_000);
    // So many that the clock goes on to its next millisecond while a row of them is written.
    const count = 5000;
    await trail.append(
      Array.from({ length: count }, () => anAuditEvent({ tenantId, at })),
      signal,
    );
    const { events } = await trail.list(anAuditQuery({ tenantId, limit: count }), signal);
    assert.equal(events.length, count);
    assert.deepEqual(
      events.filter((event) => event.at > event.recordedAt),
      [],
    );
  });

  it('notes which database role wrote', async () => {
    const { rows } = await service.raw<{ rows: unknown[] }>('select distinct recorded_by from audit_event');
    assert.deepEqual(rows, [{ recorded_by: 'report_service' }]);
  });

  it('skips no event on later pages when one with a lower number is committed after the first', async () => {
    const tenantId = 'two writers';
    const append = (action: string) => trail.append([anAuditEvent({ tenantId, action })], signal);
    await append('oldest');
    await append('older');
    const writer = new pg.Client({ connectionString: database.serviceUrl });
    await writer.connect();
    try {
      await writer.query('begin');
      await writer.query(
        `insert into audit_event (event_id, at, tenant_id, user_id, action, outcome, status, request_id)
         values (gen_random_uuid(), now(), $1, 'ann', 'late', 'done', 200, 'r')`,
        [tenantId],
      );
      await append('newest');
      const [first] = (await trail.list(anAuditQuery({ tenantId, limit: 1 }), signal)).events;
      assert.equal(first?.action, 'newest');
      await writer.query('commit');
      const later = { tenantId, offset: 1, asOf: first.number };
      assert.deepEqual(await listActions(later), ['late', 'older', 'oldest']);
      assert.deepEqual(await listActions({ ...later, offset: 2 }), ['older', 'oldest']);
    } finally {
      await writer.end();
    }
  });

  describe('is read newest first', () => {
    const tenantId = 'reading';
    const jobId = createId();
    before(() =>
      trail.append(
        [
          anAuditEvent({ tenantId, action: 'a', at: new Date('2026-01-01T00:00:00.000Z') }),
          anAuditEvent({ tenantId, action: 'b', studyMode: 'active' }),
          anAuditEvent({ tenantId, action: 'c', studyId: createId() }),
          anAuditEvent({ tenantId, action: 'd', studyId: null, studyMode: null }),
          anAuditEvent({ tenantId, action: 'e', jobId, userId: 'bob' }),
          anAuditEvent({ tenantId, action: 'several modes', studyMode: null }),
          anAuditEvent({ tenantId: 'another tenant', action: 'f', jobId }),
        ],
        signal,
      ),
    );

    const cases: [string, Partial<AuditQuery>, string[]][] = [
      ['all of one tenant', {}, ['several modes', 'e', 'd', 'c', 'b', 'a']],
      ['of one study', { studyId: STUDY.id }, ['several modes', 'e', 'b', 'a']],
      ['of one study in one mode', { studyId: STUDY.id, studyMode: 'test' }, ['several modes', 'e', 'a']],
      ['of no study', { studyId: null }, ['d']],
      ['of one job, and no other tenant’s', { jobId }, ['e']],
      ['of one user', { userId: 'bob' }, ['e']],
      ['of one action', { action: 'b' }, ['b']],
      [
        'from a time on, which counts',
        { from: new Date('2026-01-02T03:04:05.678Z') },
        ['several modes', 'e', 'd', 'c', 'b'],
      ],
      ['until a time, which does not count', { to: new Date('2026-01-02T03:04:05.678Z') }, ['a']],
      ['a page', { limit: 2, offset: 2 }, ['d', 'c']],
      ['nothing beyond the end', { offset: 6 }, []],
    ];
    for (const [what, query, expected] of cases) {
      it(what, async () => {
        assert.deepEqual(await listActions({ tenantId, ...query }), expected);
      });
    }

    it('says whether there are more', async () => {
      const hasMore = async (limit: number) =>
        (await trail.list(anAuditQuery({ tenantId, limit }), signal)).hasMore;
      assert.deepEqual([await hasMore(5), await hasMore(6)], [true, false]);
    });

    it('the same pages while events are added', async () => {
      const first = (await trail.list(anAuditQuery({ tenantId, limit: 2 }), signal)).events;
      await trail.append([anAuditEvent({ tenantId, action: 'g' })], signal);
      const page = { tenantId, limit: 2, offset: 2, asOf: first[0]?.number ?? null };
      assert.deepEqual(await listActions(page), ['d', 'c']);
    });
  });
});
