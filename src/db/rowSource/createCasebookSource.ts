import type pg from 'pg';

import type { CasebookRow, CasebookVisit } from '../../domain/casebook.ts';
import type { CasebookSnapshot, CasebookSource } from '../../jobs/ports.ts';
import { beginMoment } from './beginMoment.ts';
import { checkCasebookSize } from './checkCasebookSize.ts';
import { findFormSources, type FormSource, toForm, toKeysSql, toRowsSql } from './casebookStatements.ts';
import { openClinicalConnection } from './clinicalConnection.ts';
import { toClinicalError } from './clinicalError.ts';
import type { SubjectTables } from './subjectTables.ts';

const BATCH_ROWS = 500;
const STATEMENT_TIMEOUT_MS = 30_000;

type Options = {
  connectionString: string;
  /** Of every statement: those that run once the answer has begun have no deadline of the request any more. */
  statementTimeoutMs?: number;
};

/** Casebooks from the clinical store, each of one moment. */
export function createCasebookSource({
  connectionString,
  statementTimeoutMs = STATEMENT_TIMEOUT_MS,
}: Options): CasebookSource {
  return {
    async open(query, limits, signal) {
      const connection = await openClinicalConnection(connectionString, signal);
      const { client, close } = connection;
      try {
        const moment = await beginMoment(client, query);
        // A query of its own sorts: subjects come together, whatever the order of their datasets.
        await client.query(`set local enable_sort = on; set local statement_timeout = ${statementTimeoutMs}`);
        const found = findFormSources(moment);
        const sources = await checkCasebookSize(client, found, limits);
        const subjects = await findSubjects(client, moment.subjects, sources);
        const snapshot: CasebookSnapshot = {
          takenAt: moment.takenAt,
          forms: sources.map(toForm),
          visits: await findVisits(client, moment.subjects, sources),
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

type Subject = { id: string; siteId: string; siteName: string };

async function findSubjects(
  client: pg.Client,
  { subject }: SubjectTables,
  sources: readonly FormSource[],
): Promise<Map<string, Subject>> {
  if (sources.length === 0) return new Map();
  const { rows } = await client.query<Subject>(
    `select usubjid as id, siteid as "siteId", sitename as "siteName" from ${subject} t
     where usubjid in (select s from (${toKeysSql(sources)}) k)`,
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
  { visit }: SubjectTables,
  sources: readonly FormSource[],
): Promise<CasebookVisit[]> {
  if (sources.length === 0) return [];
  type Row = { v: string | null; name: string | null; unscheduled: boolean | null; forms: number[] };
  const { rows } = await client.query<Row>(
    `select trim_scale(k.v)::text as v, array_agg(distinct k.f) as forms, t.name, t.unscheduled
     from (${toKeysSql(sources)}) k left join (
       select visitnum, min(nullif(visit, '') collate "C") as name, bool_and(unscheduled) as unscheduled
       from ${visit} v group by visitnum
     ) t on t.visitnum = k.v
     group by k.v, t.name, t.unscheduled order by k.v nulls first`,
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
