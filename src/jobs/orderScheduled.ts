import { STUDY_MODES, type StudyMode } from '../domain/dataset.ts';
import { AppError } from '../domain/errors.ts';
import { type FieldSpec, findField } from '../domain/fieldSpec.ts';
import type { FieldType } from '../domain/fieldType.ts';
import { type Id, parseId } from '../domain/id.ts';
import type { Job } from '../domain/job.ts';
import type { ReportDefinition } from '../domain/reportDefinition.ts';
import type { DefaultReports } from './checkOrder.ts';
import type { JobOrder, OrderJob } from './orderJob.ts';
import type { Catalogue } from './ports.ts';

/** A scheduler's order: everything but the report and the format stands in its members, study and mode among them. */
export type ScheduledOrder = Omit<JobOrder, 'studyId' | 'mode' | 'requested'> & {
  reportName: string | null;
  members: Readonly<Record<string, string>>;
};

/**
 * Orders a report as a scheduler does. Throws BAD_STUDY_ID, BAD_MODE, REPORT_NOT_FOUND, BAD_PARAMETER where id and name are
 * those of two reports, BODY_SHAPE for members that the report does not take, and what `orderJob` throws.
 */
export type OrderScheduled = (order: ScheduledOrder, signal: AbortSignal) => Promise<Job>;

type Deps = { orderJob: OrderJob; catalogue: Catalogue; defaults: DefaultReports };

export function createOrderScheduled({ orderJob, catalogue, defaults }: Deps): OrderScheduled {
  return async ({ members, reportName, ...order }, signal) => {
    const studyId = readStudyId(members);
    const mode = readMode(members);
    order.authorize({ studyId, mode: studyId === null ? null : mode });
    const definition = findReport(order.reportId, reportName, studyId);
    const requested = { fieldSpecs: toFieldSpecs(definition, members), extFieldSpecs: [] };
    return orderJob({ ...order, studyId, mode, reportId: definition.id, requested }, signal);
  };

  function findReport(reportId: Id | null, name: string | null, studyId: Id | null): ReportDefinition {
    const wanted = reportId ?? (name === null ? (studyId ? defaults.study : defaults.tenant) : null);
    if (wanted === null && name === null) throw new AppError('REPORT_REQUIRED');
    const entry = catalogue
      .list()
      .find(({ definition }) => (wanted === null ? isNamed(definition, name) : definition.id === wanted));
    if (entry === undefined) throw new AppError('REPORT_NOT_FOUND');
    if (name !== null && !isNamed(entry.definition, name))
      throw new AppError('BAD_PARAMETER', { details: 'reportid and reportName name two reports.' });
    return entry.definition;
  }
}

function isNamed({ name }: ReportDefinition, wanted: string | null): boolean {
  return name.toUpperCase() === wanted?.toUpperCase();
}

const OWN_MEMBERS = ['studyId', 'mode'] as const;

/** A member by its name in whatever case, as field names are matched; empty and `null` say that there is none. */
function readMember(members: ScheduledOrder['members'], wanted: (typeof OWN_MEMBERS)[number]): string | null {
  const found = Object.entries(members).find(([name]) => name.toUpperCase() === wanted.toUpperCase());
  const value = found?.[1].trim() ?? '';
  return value === '' || value === 'null' ? null : value;
}

function readStudyId(members: ScheduledOrder['members']): Id | null {
  const text = readMember(members, 'studyId');
  if (text === null) return null;
  const studyId = parseId(text);
  if (studyId !== undefined) return studyId;
  throw new AppError('BAD_STUDY_ID', { details: 'studyId: allowed: 32 hexadecimal digits.' });
}

function readMode(members: ScheduledOrder['members']): StudyMode | null {
  const text = readMember(members, 'mode');
  const mode = STUDY_MODES.find((known) => known === text);
  if (text === null || mode !== undefined) return mode ?? null;
  throw new AppError('BAD_MODE', { details: `mode: allowed: ${STUDY_MODES.join(', ')}.` });
}

function toFieldSpecs(definition: ReportDefinition, members: ScheduledOrder['members']): FieldSpec[] {
  const own = OWN_MEMBERS.map((name) => name.toUpperCase());
  const others = Object.entries(members).filter(([name]) => !own.includes(name.toUpperCase()));
  const allowed = [...OWN_MEMBERS, ...definition.fields.map(({ name }) => name)].join(', ');
  return others.flatMap(([name, text]) => {
    const field = findField(definition, name);
    if (field === undefined) {
      const details = `${name}: the report takes no such member; allowed: ${allowed}.`;
      throw new AppError('BODY_SHAPE', { details });
    }
    const fieldValueList = toValues(field.type, text.trim());
    return fieldValueList.length === 0
      ? []
      : [{ fieldName: field.name, fieldType: field.type, fieldValueList }];
  });
}

/** Several values are separated by commas, or are a JSON array where one has a comma in it; no text is no filter. */
function toValues(type: FieldType, text: string): string[] {
  if (text === '') return [];
  if (type === 'string' || type === 'boolean') return [text];
  return readArray(text) ?? text.split(',').map((value) => value.trim());
}

function readArray(text: string): string[] | undefined {
  if (!text.startsWith('[')) return undefined;
  try {
    const values: unknown = JSON.parse(text);
    return Array.isArray(values) && values.every((value) => typeof value === 'string') ? values : undefined;
  } catch {
    return undefined;
  }
}
