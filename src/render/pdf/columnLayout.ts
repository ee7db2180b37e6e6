import type { Column } from '../../domain/dataset.ts';
import { CELL_PADDING, MARGIN, type PageShape } from './pageStyle.ts';
import { type ColumnNeed, fitWidths } from './fitWidths.ts';

/** A column in a panel; lengths in tenths of a point. */
export type PlacedColumn = {
  index: number;
  /** Where its text begins. */
  left: number;
  /** How wide its text may be. */
  width: number;
  /** A key column that an earlier panel has shown. */
  isRepeated: boolean;
};

export type TableLayout = {
  shape: PageShape;
  panels: readonly (readonly PlacedColumn[])[];
  /** Of each column the width of its text. */
  widths: readonly number[];
};

type Request = {
  columns: readonly Pick<Column, 'name'>[];
  needs: readonly ColumnNeed[];
  portrait: PageShape;
  landscape: PageShape;
};

const KEYS = /^(USUBJID|SUBJID|..SEQ)$/i;
/** Key columns may take so much of a page. */
const MOST_KEYS = 0.4;

/**
 * Upright where the columns fit as they are, else across, with narrower columns where they fit so, else in panels: each
 * takes as many columns as fit beside the key columns, which every panel repeats.
 */
export function layOutColumns({ columns, needs, portrait, landscape }: Request): TableLayout {
  const natural = needs.map((need) => need.natural);
  const taken = total(natural);
  const all = columns.map((_, index) => index);
  if (taken <= room(portrait)) return place(portrait, [{ keys: [], columns: all }], natural);
  const width = room(landscape);
  if (taken <= width) return place(landscape, [{ keys: [], columns: all }], natural);
  if (total(needs.map((need) => need.least)) <= width) {
    return place(landscape, [{ keys: [], columns: all }], fitWidths(needs, width));
  }
  const kept = needs.map((need) => Math.min(need.comfortable, width * (1 - MOST_KEYS)));
  return place(landscape, splitIntoPanels(columns, kept, width), kept);
}

type Split = { keys: readonly number[]; columns: readonly number[] };

function splitIntoPanels(columns: Request['columns'], widths: readonly number[], room: number): Split[] {
  const width = (index: number): number => widths[index] ?? 0;
  const panels: Split[] = [];
  let keys: number[] = [];
  let members: number[] = [];
  let left = room;
  columns.forEach((_, index) => {
    if (width(index) > left && members.length > 0) {
      panels.push({ keys: panels.length === 0 ? [] : keys, columns: members });
      if (panels.length === 1) keys = chooseKeys(columns, members, { width, most: room * MOST_KEYS });
      members = [];
      left = room - total(keys.map(width));
    }
    members.push(index);
    left -= width(index);
  });
  panels.push({ keys: panels.length === 0 ? [] : keys, columns: members });
  return panels;
}

/** Of the first panel's columns those that tell whose row it is, else its first one. */
function chooseKeys(
  columns: Request['columns'],
  members: readonly number[],
  { width, most }: { width: (index: number) => number; most: number },
): number[] {
  const named = members.filter((index) => KEYS.test(columns[index]?.name ?? ''));
  const candidates = named.length > 0 ? named : members.slice(0, 1);
  let left = most;
  return candidates.filter((index) => {
    left -= width(index);
    return left >= 0;
  });
}

function place(shape: PageShape, panels: readonly Split[], widths: readonly number[]): TableLayout {
  const full = widths.map(Math.floor);
  return {
    shape,
    widths: full.map((width) => width - 2 * CELL_PADDING),
    panels: panels.map(({ keys, columns }) => {
      let left = MARGIN;
      return [...keys, ...columns].map((index, position) => {
        const width = full[index] ?? 0;
        const placed = { index, left: left + CELL_PADDING, width: width - 2 * CELL_PADDING };
        left += width;
        return { ...placed, isRepeated: position < keys.length };
      });
    }),
  };
}

function room(shape: PageShape): number {
  return shape.width - 2 * MARGIN;
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0);
}
