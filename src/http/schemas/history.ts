import { z } from 'zod';

import type { HistoryEntry } from '../../jobs/jobHistory.ts';
import { LIMIT, OFFSET } from './listParameters.ts';
import { PARAMETER_RULES } from './parameters.ts';

const COUNT = z.int().min(0);

const BAD = { code: 'BAD_PARAMETER' } as const;

export const HISTORY_LIMIT = LIMIT.clone()
  .meta({ description: 'How many changes a page has at most.', type: 'integer', minimum: 1, maximum: 5000 })
  .register(PARAMETER_RULES, { ...BAD, allowed: 'a whole number from 1 to 5000', example: '50' });

export const HISTORY_OFFSET = OFFSET.clone()
  .meta({ description: 'How many of the oldest changes are left out.', type: 'integer', minimum: 0 })
  .register(PARAMETER_RULES, { ...BAD, allowed: 'a whole number from 0 to 2147483647', example: '0' });

const HISTORY_ENTRY = z
  .object({
    version: z.int().min(1).meta({ description: 'The objectVersionNumber that the change made.' }),
    at: z.iso.datetime(),
    actor: z.string().meta({ description: 'The user, the run or the part of the service that made it.' }),
    operation: z.string().meta({ description: 'INSERT or UPDATE.' }),
    members: z.array(z.string()).meta({ description: 'What changed.' }),
    entry: z.record(z.string(), z.unknown()).meta({
      description: 'What it changed to; field specs, plan and definition are named in members alone.',
    }),
  })
  .meta({ id: 'HistoryEntry' });

export const HISTORY_PAGE = z
  .object({
    count: COUNT,
    hasMore: z.enum(['true', 'false']),
    limit: COUNT,
    offset: COUNT,
    history: z.array(HISTORY_ENTRY),
    totalResults: COUNT,
  })
  .meta({ id: 'HistoryPage' });

/** What the ExecutionLog calls the columns that it shows; the others keep their own names, written as members are. */
const MEMBERS: Readonly<Record<string, string>> = {
  ended_at: 'rptEndDatetime',
  format: 'rptFormat',
  job_id: 'id',
  kicked_off_at: 'rptKickoffDatetime',
  next_retry_at: 'rptNextRetryDatetime',
  record_count: 'recCount',
  report_id: 'rptId',
  report_name: 'rptName',
  search_spec: 'currSearchSpec',
  sort_spec: 'currSortSpec',
  started_at: 'rptStartDatetime',
  state: 'rptRunStatus',
};

export function toHistoryEntry({ version, at, actor, operation, members, entry }: HistoryEntry) {
  return {
    ...{ version, at: at.toISOString(), actor, operation },
    members: members.map(toMember),
    entry: Object.fromEntries(
      Object.entries(entry).map(([column, value]) => [toMember(column), toValue(column, value)]),
    ),
  };
}

function toMember(column: string): string {
  return MEMBERS[column] ?? column.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** PostgreSQL writes times into JSON in the time zone of its session. */
function toValue(column: string, value: unknown): unknown {
  return column.endsWith('_at') && typeof value === 'string' ? new Date(value).toISOString() : value;
}
