import type { Measurement } from './measurement.ts';

const HEAD = ['measure', 'unit', 'ours', 'reference', '', 'ratio', 'bar', 'holds'];

/** The measurements as aligned lines. */
export function toTable(measurements: readonly Measurement[]): string {
  const rows = measurements.map((each) => [
    each.name,
    each.unit,
    toFigure(each.ours),
    toFigure(each.reference),
    each.referenceName,
    each.ratio.toFixed(2),
    each.bar === null ? '' : String(each.bar),
    each.holds ? 'yes' : 'NO',
  ]);
  const widths = HEAD.map((head, at) => Math.max(head.length, ...rows.map((row) => row[at]?.length ?? 0)));
  return [HEAD, ...rows]
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function toFigure(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 2 : 0 });
}
