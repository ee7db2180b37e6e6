import { readdir } from 'node:fs/promises';

import type { Stack } from './stack.ts';

/** The files, and each table with a checksum of its rows, but for the audit trail, which grows with every call. */
export async function readState(stack: Stack): Promise<Record<string, string>> {
  const tables = await stack.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'audit_event' order by 1`,
  );
  const sums: Record<string, string> = {
    files: (await readdir(stack.filesDir, { recursive: true })).sort().join(),
  };
  for (const { name } of tables) {
    const [row] = await stack.query<{ sum: string }>(
      `select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as sum from "${name}" t`,
    );
    sums[name] = row?.sum ?? '';
  }
  return sums;
}
