import { DatabaseError, type Client } from 'pg';

import { inTransaction } from './inTransaction.ts';
import { toTableName } from './dataTable.ts';

const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Drops the tables that nothing stands on; one that is in use is left for the next time. A table of an import under way is
 * not seen before its registry row is. Answers how many were dropped and how many left.
 */
export async function dropOldTables(client: Client): Promise<{ dropped: number; left: number }> {
  const { rows } = await client.query<{ relname: string }>(/* sql */ `select relname from pg_class
               where relnamespace = 'clinical_data'::regnamespace and relkind = 'r'
                 and not exists (select from clinical.dataset where table_name = relname)
                 and not exists (select from clinical.subject_list where relname in (subject_table, visit_table))
               order by relname`);
  let left = 0;
  for (const { relname } of rows) {
    try {
      await inTransaction(client, async () => {
        await client.query(`set local lock_timeout = '1s'`);
        await client.query(`drop table if exists ${toTableName(relname)}`);
      });
    } catch (error) {
      if (!(error instanceof DatabaseError) || error.code !== LOCK_NOT_AVAILABLE) throw error;
      left += 1;
    }
  }
  return { dropped: rows.length - left, left };
}
