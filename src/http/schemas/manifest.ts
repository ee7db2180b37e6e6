import { z } from 'zod';

import { FORMATS } from '../../domain/reportDefinition.ts';

const COLUMN = z.looseObject({ name: z.string(), label: z.string(), type: z.string() });

/** What a job's file stands on; the numbers and names that an inspector asks for. */
export const MANIFEST = z
  .looseObject({
    report: z.looseObject({ id: z.string(), name: z.string(), definitionSha256: z.string() }),
    study: z.looseObject({ id: z.string(), name: z.string().nullable() }).nullable(),
    mode: z.string().nullable(),
    tenantId: z.string(),
    job: z.looseObject({
      id: z.string(),
      runAttempt: z.int(),
      kickedOffAt: z.iso.datetime(),
      userId: z.string(),
    }),
    filters: z.array(z.looseObject({ label: z.string(), text: z.string() })),
    snapshotAt: z.iso.datetime(),
    imports: z.array(z.looseObject({ dataset: z.string() })),
    service: z.looseObject({ name: z.string(), version: z.string() }),
    datasets: z.array(
      z.looseObject({
        name: z.string(),
        label: z.string(),
        rows: z.int(),
        sha256: z.string().nullable().meta({
          description:
            'Of the rows, the same in whatever format they are written; null for a CSV file alone.',
        }),
        columns: z.array(COLUMN),
      }),
    ),
    files: z.array(
      z.looseObject({
        name: z.string(),
        format: z.enum(FORMATS),
        dataset: z.string().nullable().meta({ description: 'The one dataset in it; null for several.' }),
        datasets: z.array(z.string()).meta({ description: 'The names of all datasets in it.' }),
        rows: z.int(),
        bytes: z.int(),
        sha256: z.string(),
        columns: z.array(COLUMN).meta({ description: 'Of its one dataset; none for several.' }),
        notes: z.array(z.string()).meta({ description: "What had to be changed for the format's sake." }),
      }),
    ),
  })
  .meta({ id: 'Manifest' });
