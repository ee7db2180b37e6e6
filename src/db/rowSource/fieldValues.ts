import type pg from 'pg';

import { AppError } from '../../domain/errors.ts';
import type { FieldDefinition } from '../../domain/reportDefinition.ts';
import type { FieldValueQuery, FieldValues, FieldValueSource } from '../../jobs/ports.ts';
import { beginMoment } from './beginMoment.ts';
import { beginReading } from './beginReading.ts';
import { type ClinicalConnection, openClinicalConnection } from './clinicalConnection.ts';
import { toClinicalError } from './clinicalError.ts';
import { singleStatement } from './singleStatement.ts';
import type { SubjectTables } from './subjectTables.ts';
import { findNarrowing, toRowStatement, toStoreStatement, type ValueStatement } from './valueStatements.ts';

type Options = {
  connectionString: string;
  /** Milliseconds for all look-ups of one call together. */
  timeoutMs: number;
  /** The most values of one field that are told. */
  mostValues: number;
};

const CUT: FieldValues = { values: [], isCut: true };
const NONE: FieldValues = { values: [], isCut: false };
const STATEMENT_TIMEOUT = '57014';

/** Values of fields from the store's own tables, or else from the report's rows; what takes too long is told as cut. */
export function createFieldValueSource({
  connectionString,
  timeoutMs,
  mostValues,
}: Options): FieldValueSource {
  return {
    async find(query, signal) {
      const found = new Map<string, FieldValues>();
      if (query.fields.length === 0) return found;
      const connection = await openClinicalConnection(connectionString, signal);
      const lookUp = createLookUp(connection.client, { endsAt: Date.now() + timeoutMs, mostValues });
      try {
        const inRows: FieldDefinition[] = [];
        for (const field of query.fields) {
          const toStatement = toStoreStatement(query, field);
          if (toStatement === undefined) inRows.push(field);
          else found.set(field.name, await lookUp(() => openStore(connection, query, toStatement)));
        }
        for (const field of inRows) {
          found.set(field.name, await lookUp(() => openRows(connection, query, field)));
        }
        return found;
      } catch (error) {
        throw toClinicalError(error, signal);
      } finally {
        await connection.close();
      }
    },
  };
}

async function openStore(
  { client }: ClinicalConnection,
  { scope }: FieldValueQuery,
  toStatement: (subjects: SubjectTables) => ValueStatement,
): Promise<ValueStatement> {
  const { registry } = await beginReading(client, scope, () => ({ tables: [] }));
  return toStatement(registry.subjects);
}

/** The report's rows narrowed by what was chosen above the field. */
async function openRows(
  { client }: ClinicalConnection,
  query: FieldValueQuery,
  field: FieldDefinition,
): Promise<ValueStatement | undefined> {
  const { statements } = await beginMoment(client, { ...query, filters: findNarrowing(query, field) });
  return toRowStatement(statements, field);
}

type Budget = { endsAt: number; mostValues: number };

/** One field's values, within what is left of the call's time. */
function createLookUp(client: pg.Client, { endsAt, mostValues }: Budget) {
  return async (toStatement: () => Promise<ValueStatement | undefined>): Promise<FieldValues> => {
    const leftMs = endsAt - Date.now();
    if (leftMs <= 0) return CUT;
    try {
      await client.query(`rollback; set statement_timeout = ${leftMs}`);
      const statement = await toStatement();
      if (statement === undefined) return NONE;
      const { rows } = await client.query<{ value: string; label: string | null }>({
        ...singleStatement(`${statement.text} limit ${mostValues + 1}`),
        values: statement.values,
      });
      const values = rows.slice(0, mostValues).map(({ value, label }) => ({ value, label: label || value }));
      return { values, isCut: rows.length > mostValues };
    } catch (error) {
      return toUnknown(error);
    }
  };
}

/** A study without the report's dataset has no values; a statement that its data does not suit tells none. */
function toUnknown(error: unknown): FieldValues {
  if (error instanceof Error && 'code' in error && error.code === STATEMENT_TIMEOUT) return CUT;
  const translated = toClinicalError(error);
  if (translated instanceof AppError && translated.code === 'DATASET_NOT_FOUND') return NONE;
  if (translated instanceof AppError && translated.code === 'REPORT_STATEMENT') return CUT;
  throw translated;
}
