type Query = (sql: string, values: unknown[]) => Promise<Record<string, unknown>[]>;

/** The tables of a study's subjects and visits, as they stand behind FROM. Without a study: those of the only one. */
export async function findTables(
  query: Query,
  studyId?: unknown,
): Promise<{ subject: string; visit: string }> {
  const where = studyId === undefined ? '' : 'where study_id = $1';
  const rows = await query(
    `select subject_table, visit_table from clinical.subject_list ${where}`,
    studyId === undefined ? [] : [studyId],
  );
  const [row] = rows;
  if (row === undefined || rows.length > 1) throw new Error(`${rows.length} lists of subjects were found.`);
  const toTable = (name: unknown) => `clinical_data."${String(name)}"`;
  return { subject: toTable(row['subject_table']), visit: toTable(row['visit_table']) };
}
