import { z } from 'zod';

import { FORMATS, type ReportDefinition } from '../../domain/reportDefinition.ts';

/** A report of the catalogue: the documented members, then ours. */
export const REPORT_METADATA = z
  .object({
    reportId: z.string().regex(/^[0-9A-F]{32}$/),
    reportName: z.string(),
    reportType: z.enum(['Study Production', 'Tenant']),
    rptTypeSeq: z.int(),
    rptSeq: z.int(),
    formats: z.array(z.enum(FORMATS)),
    level: z.enum(['study', 'tenant']),
    description: z.string(),
  })
  .meta({ id: 'ReportMetadata' });

const TYPES = {
  study: { reportType: 'Study Production', rptTypeSeq: 1 },
  tenant: { reportType: 'Tenant', rptTypeSeq: 2 },
} as const;

/** The reports of one list, numbered in its order. */
export function toReportMetadata(reports: readonly ReportDefinition[]): z.infer<typeof REPORT_METADATA>[] {
  return reports.map(({ id, name, level, formats, description }, index) => ({
    reportId: id,
    reportName: name,
    ...TYPES[level],
    rptSeq: index + 1,
    formats: [...formats],
    level,
    description,
  }));
}
