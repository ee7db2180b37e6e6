import type { RowSource } from '../../jobs/ports.ts';
import { openClinicalConnection } from './clinicalConnection.ts';
import { toClinicalError } from './clinicalError.ts';
import { openSnapshot } from './openSnapshot.ts';
import { resolveQuery } from './resolveQuery.ts';

/** Report rows from PostgreSQL: the primary, a replica or a warehouse, by a role that can only read. */
export function createRowSource({ connectionString }: { connectionString: string }): RowSource {
  return {
    open: (query, signal) => openSnapshot(connectionString, query, signal),

    async resolve(query, signal) {
      const connection = await openClinicalConnection(connectionString, signal);
      try {
        return await resolveQuery(connection.client, query);
      } catch (error) {
        throw toClinicalError(error, signal);
      } finally {
        await connection.close();
      }
    },
  };
}
