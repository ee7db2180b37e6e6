import type { Report, ReportHeading } from '../../src/render/fileRenderer.ts';
import type { RowSet } from '../../src/render/rowSet.ts';

/** A report over the datasets, with a heading whose texts need care. */
export function reportOf(datasets: readonly RowSet[], heading: Partial<ReportHeading> = {}): Report {
  return {
    heading: {
      jobId: 'A'.repeat(32),
      reportName: 'Subject Data Extract',
      description: 'All data of the study.',
      customer: 'acme',
      study: 'PILOT <01> & "Söhne"',
      mode: 'test',
      filters: [{ label: 'Site', text: '701 (Oslo), 702 (=Århus)' }],
      requestedBy: 'u1',
      kickedOffAt: '2026-01-02T03:04:05.000Z',
      snapshotAt: '2026-02-03T04:05:06.789Z',
      service: { name: 'clinical-report-generation', version: '1.2.3' },
      ...heading,
    },
    datasets,
  };
}
