import type pg from 'pg';

import { AppError } from '../../domain/errors.ts';
import type { CasebookLimits } from '../../jobs/ports.ts';
import { type FormSource, toBytesSql, toKeysSql } from './casebookStatements.ts';

/** The forms that have rows of the chosen subjects. Throws CASEBOOK_TOO_LARGE. */
export async function checkCasebookSize(
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
    throw tooLarge(
      `${subjects} subjects with ${rows} rows; allowed: ${limits.subjects} subjects and ${limits.rows} rows.`,
    );
  }
  const sources = found.filter((_, position) => size?.forms.includes(position));
  const bytes = await estimateBytes(client, sources);
  if (bytes > limits.bytes) throw tooLarge(`About ${bytes} bytes; allowed: ${limits.bytes}.`);
  return sources;
}

/** Only asked about as many rows as may be answered: it reads each of them. */
async function estimateBytes(client: pg.Client, sources: readonly FormSource[]): Promise<number> {
  if (sources.length === 0) return 0;
  const { rows } = await client.query<{ bytes: string }>(toBytesSql(sources));
  return Number(rows[0]?.bytes);
}

function tooLarge(what: string): AppError {
  const cure = 'Choose fewer subjects, or order the Subject Data Extract with POST …/v1.0/reports.';
  return new AppError('CASEBOOK_TOO_LARGE', { details: `${what} ${cure}` });
}
