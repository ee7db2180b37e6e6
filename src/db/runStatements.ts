import type { JobState } from '../domain/job.ts';
import type { RunChange } from '../jobs/ports.ts';
import { JOB_COLUMNS } from './jobRow.ts';

const ACTOR = /* sql */ `actor as materialized (select set_config('app.actor', :actor, true) as name)`;

/** The row is this run's: its attempt and its run id. */
const OWN = /* sql */ `job_id = :jobId and tenant_id = :tenantId and run_attempt = :runAttempt and run_id = :runId and actor.name <> ''`;

const update = (set: string, where: string): string => /* sql */ `
  with ${ACTOR}
  update execution_log set ${set}
  from actor
  where ${where}
  returning ${JOB_COLUMNS}`;

/** The row comes to a state that it was not in, and says so. */
const enter = (state: JobState, set: string, where: string): string =>
  `${update(`state = '${state}', ${set}`, where)}, true as state_changed`;

const CLEAR_NOTE =
  'reason = null, next_retry_at = null, note_step = null, note_try = null, note_run_id = null';

/** No later change of the same run has written; what is written then bears the number. */
const NOT_LATE = 'change_number <= :changeNumber';
const NUMBERED = 'change_number = :changeNumber';

/** COMPLETED instead of what was asked for, because this attempt's file stands. */
const COMPLETE_INSTEAD = enter(
  'COMPLETED',
  `ended_at = clock_timestamp(), ${CLEAR_NOTE}, comment = append_comment(comment, :late), ${NUMBERED}`,
  `${OWN} and ${NOT_LATE} and state = 'RUNNING' and file_storage_id is not null`,
);

/** What a run repeats because its answer was lost stands already. */
const standsAlready = (state: string): string => /* sql */ `
  select ${JOB_COLUMNS} from execution_log, (select :actor::text as name) actor where ${OWN} and state = '${state}'`;

/** Meets the row of this run where it bears a later change's number. */
const BEARS_LATER = /* sql */ `
  select ${JOB_COLUMNS} from execution_log, (select :actor::text as name) actor where ${OWN} and change_number > :changeNumber`;

const PAUSES = `reason = :reason, next_retry_at = null, comment = append_comment(comment, :note), ${NUMBERED}`;

/**
 * The statements of each change, tried in turn until one meets the row; one that bears a later number than the change's
 * says that the change came late. COMPLETED instead comes after what was asked for: a file that is committed between the
 * two is then seen. A claim that meets its own run PAUSED is repeated after a lost workflow task had gone further. A pause
 * that meets the row PAUSED by an earlier change, which a take-over leaves, is a pause of its own.
 */
export const CHANGE: Readonly<Record<RunChange['kind'], readonly string[]>> = {
  claim: [
    enter(
      'RUNNING',
      `run_id = :runId, first_run_id = :firstRunId, started_at = coalesce(started_at, clock_timestamp()), ${CLEAR_NOTE}, ${NUMBERED}`,
      `job_id = :jobId and tenant_id = :tenantId and run_attempt = :runAttempt and actor.name <> ''
       and state = 'QUEUED' and (run_id is null or run_id = :runId)`,
    ),
    enter('RUNNING', `${CLEAR_NOTE}, ${NUMBERED}`, `${OWN} and ${NOT_LATE} and state = 'PAUSED'`),
    standsAlready('RUNNING'),
    BEARS_LATER,
  ],
  pause: [
    enter(
      'PAUSED',
      PAUSES,
      `${OWN} and ${NOT_LATE} and state in ('QUEUED', 'RUNNING') and file_storage_id is null`,
    ),
    update(
      PAUSES,
      `${OWN} and ${NOT_LATE} and state = 'PAUSED' and change_number < :changeNumber and file_storage_id is null`,
    ),
    COMPLETE_INSTEAD,
    standsAlready('PAUSED'),
    standsAlready('COMPLETED'),
    BEARS_LATER,
  ],
  resume: [
    enter(
      'RUNNING',
      `hold = false, ${CLEAR_NOTE}, comment = append_comment(comment, :note), ${NUMBERED}`,
      `${OWN} and ${NOT_LATE} and state = 'PAUSED'`,
    ),
    standsAlready('RUNNING'),
    BEARS_LATER,
  ],
  complete: [
    enter(
      'COMPLETED',
      `ended_at = clock_timestamp(), hold = false, ${CLEAR_NOTE}, ${NUMBERED}`,
      `${OWN} and ${NOT_LATE} and state = 'RUNNING' and file_storage_id is not null`,
    ),
    standsAlready('COMPLETED'),
    BEARS_LATER,
  ],
  fail: [
    enter(
      'FAILED',
      `ended_at = clock_timestamp(), reason = left(:reason, 4000), next_retry_at = null,
       file_storage_id = null, record_count = null, ${NUMBERED}`,
      `${OWN} and ${NOT_LATE} and state in ('QUEUED', 'RUNNING', 'PAUSED') and (file_storage_id is null or :isFileLost::boolean)`,
    ),
    COMPLETE_INSTEAD,
    standsAlready('FAILED'),
    standsAlready('COMPLETED'),
    BEARS_LATER,
  ],
  cancel: [
    enter(
      'CANCELLED',
      `ended_at = clock_timestamp(), reason = left(:reason, 4000), next_retry_at = null,
       comment = append_comment(comment, :note), ${NUMBERED}`,
      `${OWN} and ${NOT_LATE} and state in ('QUEUED', 'RUNNING', 'PAUSED') and file_storage_id is null`,
    ),
    COMPLETE_INSTEAD,
    standsAlready('CANCELLED'),
    standsAlready('COMPLETED'),
    BEARS_LATER,
  ],
  comment: [update(`comment = append_comment(comment, :note)`, OWN)],
};

/** The row is in the hands of a run of the same chain, and this one was not replaced. */
const HELD = /* sql */ `job_id = :jobId and tenant_id = :tenantId and run_attempt = :runAttempt and first_run_id = :firstRunId
   and :runId::text <> all(replaced_run_ids) and state in ('QUEUED', 'RUNNING', 'PAUSED')`;

export const FIND_HOLDER = `select run_id from execution_log where ${HELD}`;

/**
 * A reset has given this run a new id: the old one is replaced for good, and none of its notes and numbers holds any more.
 * The state does: a job that was PAUSED stays so, with its reason, until the run says otherwise, and it may hold still.
 */
export const TAKE_OVER = update(
  `replaced_run_ids = array_append(replaced_run_ids, run_id), run_id = :runId, change_number = 0,
   reason = case when state = 'PAUSED' then reason end, next_retry_at = null,
   note_step = null, note_try = null, note_run_id = null, render_try = null, render_run_id = null`,
  `${HELD} and run_id = :heldBy and run_id <> :runId and actor.name <> ''`,
);

export const LOAD_PLAN = /* sql */ `
  select * from execution_log
  where job_id = :jobId and tenant_id = :tenantId and run_attempt = :runAttempt and first_run_id = :firstRunId
    and :runId::text <> all(replaced_run_ids) and state in ('QUEUED', 'RUNNING', 'PAUSED')`;

export const SAVE_PLAN = update('plan = :plan', `${OWN} and state in ('RUNNING', 'PAUSED')`);

const TRY_BEGINS = `render_try = :tryNumber, render_run_id = :runId, ${NUMBERED}`;
const NO_LATER_TRY =
  '(render_try is null or render_run_id is distinct from :runId or render_try <= :tryNumber)';

/** A step that runs says that the job does, too; the try that began last is the only one that may commit. */
export const BEGIN_RENDER: readonly string[] = [
  update(TRY_BEGINS, `${OWN} and ${NOT_LATE} and state = 'RUNNING' and ${NO_LATER_TRY}`),
  enter(
    'RUNNING',
    `reason = null, ${TRY_BEGINS}`,
    `${OWN} and ${NOT_LATE} and state = 'PAUSED' and ${NO_LATER_TRY}`,
  ),
  BEARS_LATER,
];

export const FIND_LATER = BEARS_LATER;

export const FIND_COMMITTED = /* sql */ `select * from report_file where job_id = :jobId and run_attempt = :runAttempt`;

/** The commit point: the row points to the file, and the file to the row, or neither does. */
export const COMMIT_FILE = /* sql */ `
  with ${ACTOR}, committed as (
    update execution_log set file_storage_id = :storageId, record_count = :recordCount
    from actor
    where ${OWN} and ${NOT_LATE} and state = 'RUNNING' and file_storage_id is null and render_run_id = :runId and render_try = :tryNumber
    returning job_id, run_attempt
  )
  insert into report_file (file_storage_id, job_id, run_attempt, file_name, media_type, size_bytes, sha256, record_count,
    snapshot_at, manifest, stamp)
  select :storageId, job_id, run_attempt, :fileName, :mediaType, :sizeBytes, :sha256, :recordCount, :snapshotAt::timestamptz,
    :manifest, :stamp
  from committed
  returning file_storage_id`;

/** Only while the job runs, and only where neither a later change nor a later try of the step has written. */
const NO_LATER = /* sql */ `${OWN} and ${NOT_LATE} and state in ('QUEUED', 'RUNNING')
   and (note_step is distinct from :step or note_run_id is distinct from :runId or note_try <= :tryNumber)`;

export const NOTE_TRY = update(
  `reason = left(:reason, 4000), next_retry_at = :nextRetryAt::timestamptz, note_step = :step, note_try = :tryNumber, note_run_id = :runId`,
  NO_LATER,
);

export const NOTE_BEGIN = update(
  `reason = :reason, next_retry_at = null, note_step = :step, note_try = :tryNumber, note_run_id = :runId`,
  `${NO_LATER} and (note_step is distinct from :step or note_run_id is distinct from :runId or note_try < :tryNumber - 1)`,
);

export const NOTE_SUCCESS = update(CLEAR_NOTE, `${NO_LATER} and note_step = :step`);

export const NOTE_PROGRESS = /* sql */ `
  insert into execution_log_progress (job_id, run_id, try_number, rows, total_rows)
  select job_id, run_id, :tryNumber, :rows, :totalRows from execution_log, (select :actor::text as name) actor
  where ${OWN} and ${NOT_LATE} and state in ('QUEUED', 'RUNNING')
  on conflict (job_id) do update set run_id = excluded.run_id, try_number = excluded.try_number, rows = excluded.rows,
    total_rows = excluded.total_rows, touched_at = clock_timestamp()
  where execution_log_progress.run_id <> excluded.run_id or execution_log_progress.try_number <= excluded.try_number`;
