import type pg from 'pg';

import type { CasebookRow, CasebookVisit } from '../../domain/casebook.ts';
import type { DataScope } from '../../domain/dataset.ts';
import { AppError } from '../../domain/errors.ts';
import type { CasebookLimits, CasebookSnapshot, CasebookSource } from '../../jobs/ports.ts';
import { beginMoment } from './beginMoment.ts';
import { findFormSources, type FormSource, toForm, toKeysSql, toRowsSql } from './casebookStatements.ts';
import { openClinicalConnection } from './clinicalConnection.ts';
import { toClinicalError } from './clinicalError.ts';

const BATCH_ROWS = 500;

/** Casebooks from the clinical store, each of one moment. */
export function createCasebookSource({ connectionString }: { connectionString: string }): CasebookSource {
  return {
    async open(query, limits, signal) {
      const connection = await openClinicalConnection(connectionString, signal);
      const { client, close } = connection;
      try {
        const moment = await beginMoment(client, query);
        // A query of its own sorts: subjects come together, whatever the order of their datasets.
        await client.query('set local enable_sort = on');
        const found = findFormSources(moment);
        const sources = await checkSize(client, found, limits);
        const subjects = await findSubjects(client, query.scope, sources);
        const snapshot: CasebookSnapshot = {
          takenAt: moment.takenAt,
          forms: sources.map(toForm),
          visits: await findVisits(client, query.scope, sources),
          sites: toSites(subjects),
          rows: () => readRows(client, { sources, subjects, signal }),
          close,
        };
        return snapshot;
      } catch (error) {
        await close();
        throw toClinicalError(error, signal);
      }
    },
  };
}

/** The forms that have rows of the chosen subjects. Throws CASEBOOK_TOO_LARGE. */
async function checkSize(
  client: pg.Client,
  found: readonly FormSource[],
  limits: CasebookLimits,
): Promise<FormSource[]> {
  if (found.length === 0) return [];
  const sql = `with k as (${toKeysSql(found)})
    select (select count(distinct s) from k) as subjects, (select count(*) from k) as rows,
      array(select distinct f from k order by f) as forms`;
  type Size = { subjects: string; rows: string; forms: number[] };
  const size = (await client.query<Size>(sql)).rows[0];
  const [subjects, rows] = [Number(size?.subjects), Number(size?.rows)];
  if (subjects > limits.subjects || rows > limits.rows) {
    throw new AppError('CASEBOOK_TOO_LARGE', {
      details:
        `${subjects} subjects with ${rows} rows; allowed: ${limits.subjects} subjects and ${limits.rows} rows. ` +
        'Choose fewer subjects, or order the Subject Data Extract with POST …/v1.0/reports.',
    });
  }
  return found.filter((_, position) => size?.forms.includes(position));
}

type Subject = { id: string; siteId: string; siteName: string };

async function findSubjects(
  client: pg.Client,
  { tenantId, studyId, mode }: DataScope,
  sources: readonly FormSource[],
): Promise<Map<string, Subject>> {
  if (sources.length === 0) return new Map();
  const { rows } = await client.query<Subject>(
    `select usubjid as id, siteid as "siteId", sitename as "siteName" from clinical.subject
     where tenant_id = $1 and study_id = $2 and mode = $3 and usubjid in (select s from (${toKeysSql(sources)}) k)`,
    [tenantId, studyId, mode],
  );
  return new Map(rows.map((subject) => [subject.id, subject]));
}

function toSites(subjects: ReadonlyMap<string, Subject>): { id: string; name: string }[] {
  const sites = new Map<string, string>();
  for (const { siteId, siteName } of subjects.values()) if (siteId !== '') sites.set(siteId, siteName);
  return [...sites].sort(([left], [right]) => (left < right ? -1 : 1)).map(([id, name]) => ({ id, name }));
}

/** The visits that rows are of, by number, what belongs to no visit first; an unnamed one is called by its number. */
async function findVisits(
  client: pg.Client,
  { tenantId, studyId, mode }: DataScope,
  sources: readonly FormSource[],
): Promise<CasebookVisit[]> {
  if (sources.length === 0) return [];
  type Row = { v: string | null; name: string | null; unscheduled: boolean | null; forms: number[] };
  const { rows } = await client.query<Row>(
    `select trim_scale(k.v)::text as v, array_agg(distinct k.f) as forms, t.name, t.unscheduled
     from (${toKeysSql(sources)}) k left join (
       select visitnum, min(nullif(visit, '') collate "C") as name, bool_and(unscheduled) as unscheduled
       from clinical.visit where tenant_id = $1 and study_id = $2 and mode = $3 group by visitnum
     ) t on t.visitnum = k.v
     group by k.v, t.name, t.unscheduled order by k.v nulls first`,
    [tenantId, studyId, mode],
  );
  return rows.map(({ v, name, unscheduled, forms }) => ({
    key: v,
    name: name ?? (v === null ? 'Not of one visit' : `Visit ${v}`),
    isUnscheduled: unscheduled === true,
    forms: [...forms].sort((left, right) => left - right),
  }));
}

type Reading = {
  sources: readonly FormSource[];
  subjects: ReadonlyMap<string, Subject>;
  signal: AbortSignal;
};

async function* readRows(
  client: pg.Client,
  { sources, subjects, signal }: Reading,
): AsyncGenerator<CasebookRow[]> {
  if (sources.length === 0) return;
  type Row = { s: string; v: string | null; f: number; c: (string | null)[] };
  try {
    await client.query(`declare casebook no scroll cursor for ${toRowsSql(sources)}`);
    for (;;) {
      const { rows } = await client.query<Row>(`fetch forward ${BATCH_ROWS} from casebook`);
      if (rows.length === 0) return;
      yield rows.map(({ s, v, f, c }) => ({
        ...{ subject: s, siteId: subjects.get(s)?.siteId ?? '', visit: v, form: f, cells: c },
      }));
    }
  } catch (error) {
    throw toClinicalError(error, signal);
  }
}
