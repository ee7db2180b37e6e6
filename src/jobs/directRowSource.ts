import type { DirectRows, ReportDefinition } from '../domain/reportDefinition.ts';
import type { QueryPlan, RowQuery, RowSnapshot, RowSource, RowSpool, SpooledTable } from './ports.ts';

/** Rows that a caller sent come from the spool, all others from the clinical store. Throws what both throw. */
export function createDirectRowSource(deps: { spool: RowSpool; clinical: RowSource }): RowSource {
  const { spool, clinical } = deps;
  return {
    async resolve(query, signal): Promise<QueryPlan> {
      const { rows } = query.definition;
      if (rows.kind !== 'direct') return await clinical.resolve(query, signal);
      await spool.open(rows.spoolId, rows.sha256);
      return { filters: [], header: [], estimatedRows: rows.rowCount };
    },

    async open(query: RowQuery, signal): Promise<RowSnapshot> {
      const { definition } = query;
      if (definition.rows.kind !== 'direct') return await clinical.open(query, signal);
      const table = await spool.open(definition.rows.spoolId, definition.rows.sha256);
      return toSnapshot({ ...definition, rows: definition.rows }, table, signal);
    },
  };
}

type DirectDefinition = ReportDefinition & { rows: DirectRows };

function toSnapshot(
  { name, rows: origin }: DirectDefinition,
  table: SpooledTable,
  signal: AbortSignal,
): RowSnapshot {
  let sent = 0;
  async function* rows() {
    for await (const batch of table.rows()) {
      signal.throwIfAborted();
      sent += batch.length;
      yield batch;
    }
  }
  return {
    takenAt: new Date(origin.receivedAt),
    headers: table.headers,
    datasets: [
      {
        name,
        label: name,
        columns: table.columns.map((column) => ({ name: column, label: column, type: 'string' })),
        rowCount: origin.rowCount,
        measureText: (unit) => measureText(table, unit),
        rows,
        digest: () => origin.sha256,
      },
    ],
    imports: [
      {
        dataset: name,
        id: origin.spoolId,
        at: origin.receivedAt,
        fileName: 'request body',
        sha256: origin.sha256,
      },
    ],
    countSent: () => Promise.resolve(sent),
    close: () => Promise.resolve(),
  };
}

async function measureText(table: SpooledTable, unit: 'bytes' | 'characters'): Promise<number[]> {
  const measure = (text: string) => (unit === 'bytes' ? Buffer.byteLength(text) : Array.from(text).length);
  const longest = table.columns.map(() => 0);
  for await (const batch of table.rows()) {
    for (const row of batch) {
      row.forEach((cell, index) => {
        longest[index] = Math.max(longest[index] ?? 0, measure(cell ?? ''));
      });
    }
  }
  return longest;
}
