import type pg from 'pg';

import type { DataScope } from '../../domain/dataset.ts';
import { AppError } from '../../domain/errors.ts';
import { isMissingTable } from './clinicalError.ts';
import { readRegistry, type Registry } from './registry.ts';

/** What is to be read, and the tables that it is read from. */
type ReadingPlan = { tables: readonly string[] };

type Reading<Plan> = { takenAt: Date; registry: Registry; plan: Plan };

const MOST_STARTS = 5;

/**
 * Begins a read-only repeatable-read transaction whose tables are locked against being dropped: those of the plan, and those
 * of the subjects. One that an import dropped between the look at the registry and the lock makes it start over. Throws
 * what `toPlan` throws and, where that goes on, CLINICAL_CHANGED.
 */
export async function beginReading<Plan extends ReadingPlan>(
  client: pg.Client,
  scope: DataScope,
  toPlan: (registry: Registry) => Plan | Promise<Plan>,
): Promise<Reading<Plan>> {
  for (let start = 1; start <= MOST_STARTS; start += 1) {
    await client.query('begin isolation level repeatable read read only');
    const { rows } = await client.query<{ at: Date }>('select transaction_timestamp() as at');
    const registry = await readRegistry(client, scope);
    const plan = await toPlan(registry);
    if (await lockTables(client, [...registry.subjects.tables, ...plan.tables]))
      return { takenAt: rows[0]?.at ?? new Date(), registry, plan };
    await client.query('rollback');
  }
  throw new AppError('CLINICAL_CHANGED');
}

/** False where one of the tables is gone. */
async function lockTables(client: pg.Client, tables: readonly string[]): Promise<boolean> {
  if (tables.length === 0) return true;
  try {
    await client.query(`lock table ${[...new Set(tables)].join(', ')} in access share mode`);
    return true;
  } catch (error) {
    if (isMissingTable(error)) return false;
    throw error;
  }
}
