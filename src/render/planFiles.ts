import type { FileRenderer, RenderedRows, RenderOptions, Report, ReportHeading } from './fileRenderer.ts';
import type { RowSet } from './rowSet.ts';

type Plan = FileRenderer['plan'];

/** A file of its own for each dataset, named after it. */
export function onePerDataset(
  render: (rowSet: RowSet, options: RenderOptions, heading: ReportHeading) => RenderedRows,
): Plan {
  return ({ heading, datasets }, options, nameFile) =>
    datasets.map((rowSet) => ({
      name: nameFile(rowSet.name),
      datasets: [rowSet],
      render: () => render(rowSet, options, heading),
    }));
}

/** One file for all datasets. */
export function oneForAll(render: (report: Report, options: RenderOptions) => RenderedRows): Plan {
  return (report, options, nameFile) => [
    {
      name: nameFile('report'),
      datasets: report.datasets,
      render: () => render(report, options),
    },
  ];
}
