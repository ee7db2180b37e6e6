import type { Knex } from 'knex';

import type { AuditEvent, RecordedEvent } from '../domain/auditEvent.ts';
import type { AuditTrail } from '../jobs/ports.ts';
import { ask } from './databaseError.ts';

/** One round trip and one commit for any number of events; an event that stands already is left as it is. */
const APPEND = /* sql */ `
  insert into audit_event (event_id, at, tenant_id, user_id, action, study_id, study_mode, job_id, outcome, status, error_code,
    bytes, client_address, request_id)
  select event_id, at, tenant_id, user_id, action, study_id, study_mode, job_id, outcome, status, error_code, bytes,
    client_address, request_id
  from jsonb_to_recordset(:events::jsonb) as e (event_id uuid, at timestamptz, tenant_id text, user_id text, action text,
    study_id text, study_mode text, job_id text, outcome text, status smallint, error_code text, bytes bigint,
    client_address text, request_id text)
  on conflict (event_id) do nothing`;

type AuditRow = {
  number: string;
  event_id: string;
  at: Date;
  recorded_at: Date;
  tenant_id: string;
  user_id: string;
  action: string;
  study_id: string | null;
  study_mode: AuditEvent['studyMode'];
  job_id: string | null;
  outcome: AuditEvent['outcome'];
  status: number;
  error_code: string | null;
  bytes: string | null;
  client_address: string | null;
  request_id: string;
};

/** The audit trail in PostgreSQL, where the service may add and read, and nobody may change. */
export function createAuditTrail(knex: Knex): AuditTrail {
  return {
    async append(events, signal) {
      const bindings = { events: JSON.stringify(events.map(toRow)) };
      const statement = knex.raw(APPEND, bindings);
      await ask(signal, () => statement.options({ name: 'auditAppend' }));
    },

    async list({ limit, offset, ...filter }, signal) {
      const query = knex<AuditRow>('audit_event')
        .where({ tenant_id: filter.tenantId })
        .orderBy('number', 'desc')
        .limit(limit + 1)
        .offset(offset);
      if (filter.studyId === null) void query.whereNull('study_id');
      else if (filter.studyId !== undefined) void query.where({ study_id: filter.studyId });
      // A call that reached several modes of a study belongs to each.
      if (filter.studyMode !== null)
        void query.whereRaw('(study_mode = ? or study_mode is null)', filter.studyMode);
      if (filter.jobId !== null) void query.where({ job_id: filter.jobId });
      if (filter.userId !== null) void query.where({ user_id: filter.userId });
      if (filter.action !== null) void query.where({ action: filter.action });
      if (filter.from !== null) void query.where('at', '>=', filter.from);
      if (filter.to !== null) void query.where('at', '<', filter.to);
      if (filter.asOf !== null) void query.where('number', '<=', filter.asOf);
      const rows = await ask(signal, () => query.select<AuditRow[]>('*'));
      return { events: rows.slice(0, limit).map(toEvent), hasMore: rows.length > limit };
    },
  };
}

function toRow(event: AuditEvent) {
  return {
    event_id: event.id,
    at: event.at,
    tenant_id: event.tenantId,
    user_id: event.userId,
    action: event.action,
    study_id: event.studyId,
    study_mode: event.studyMode,
    job_id: event.jobId,
    outcome: event.outcome,
    status: event.status,
    error_code: event.errorCode,
    bytes: event.bytes,
    client_address: event.clientAddress,
    request_id: event.requestId,
  };
}

function toEvent(row: AuditRow): RecordedEvent {
  return {
    number: Number(row.number),
    id: row.event_id,
    at: row.at,
    recordedAt: row.recorded_at,
    tenantId: row.tenant_id,
    userId: row.user_id,
    action: row.action,
    studyId: row.study_id,
    studyMode: row.study_mode,
    jobId: row.job_id,
    outcome: row.outcome,
    status: row.status,
    errorCode: row.error_code,
    bytes: row.bytes === null ? null : Number(row.bytes),
    clientAddress: row.client_address,
    requestId: row.request_id,
  };
}
