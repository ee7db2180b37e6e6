export type Progress = { rows: number; totalRows: number | null };

/** "RUNNING · 120000 of 1000000 rows · 12 %"; below 100 % until the job is COMPLETED. */
export function describeProgress(status: string, { rows, totalRows }: Progress): string {
  if (totalRows === null || totalRows === 0) return rows === 0 ? status : `${status} · ${rows} rows`;
  const percent = status === 'COMPLETED' ? 100 : Math.min(99, Math.floor((100 * rows) / totalRows));
  return `${status} · ${rows} of ${totalRows} rows · ${percent} %`;
}
