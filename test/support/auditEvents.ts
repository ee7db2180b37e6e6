import { randomUUID } from 'node:crypto';

import type { AuditEvent, AuditQuery } from '../../src/domain/auditEvent.ts';
import { STUDY } from './jobs.ts';

export function anAuditEvent(changes: Partial<AuditEvent> = {}): AuditEvent {
  return {
    id: randomUUID(),
    at: new Date('2026-01-02T03:04:05.678Z'),
    tenantId: 'acme',
    userId: 'ann',
    action: 'findJob',
    studyId: STUDY.id,
    studyMode: 'test',
    jobId: 'D79FDCEC4A35B7B7AE12EAB49A97D571',
    outcome: 'done',
    status: 200,
    errorCode: null,
    bytes: null,
    clientAddress: '192.0.2.7',
    requestId: 'request-1',
    ...changes,
  };
}

export function anAuditQuery(changes: Partial<AuditQuery> = {}): AuditQuery {
  return {
    tenantId: 'acme',
    studyId: undefined,
    studyMode: null,
    jobId: null,
    userId: null,
    action: null,
    from: null,
    to: null,
    asOf: null,
    limit: 100,
    offset: 0,
    ...changes,
  };
}
