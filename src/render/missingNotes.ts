import type { RenderedRows, RenderOptions, ReportHeading } from './fileRenderer.ts';
import type { RowSet } from './rowSet.ts';

type Render = (rowSet: RowSet, options: RenderOptions, heading: ReportHeading) => RenderedRows;

/** The columns whose special missing values are no more than no value in a format that has nothing for them. */
export function noteMissing({ name, columns, specialMissing = [] }: RowSet): string[] {
  return specialMissing.map(
    (index) => `${name}.${columns[index]?.name ?? ''}: special missing values are written as no value.`,
  );
}

/** A renderer whose notes say so, too. */
export function withMissingNotes(render: Render): Render {
  return (rowSet, options, heading) => {
    const rendered = render(rowSet, options, heading);
    return { ...rendered, notes: () => [...(rendered.notes?.() ?? []), ...noteMissing(rowSet)] };
  };
}
