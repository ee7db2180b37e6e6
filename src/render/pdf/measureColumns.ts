import type { Cell, Column } from '../../domain/dataset.ts';
import type { Typefaces } from './createTypefaces.ts';
import type { ColumnNeed } from './fitWidths.ts';
import { BODY, CELL_PADDING, toTenths } from './pageStyle.ts';
import { measureText } from './showText.ts';
import { toParagraphs, toShown } from './wrapText.ts';

/** In tenths of a point. */
const LEAST = 160;
const LONGEST_WORD = 700;
const LONGEST_NAME = 1_400;
const COMFORTABLE = 1_500;
const WIDEST = 6_000;
/** Labels take at most about so many lines. */
const LABEL_LINES = 3;
/** Longer texts say no more about widths. */
const MOST_CHARACTERS = 400;

/** How wide columns want to be, from their names, labels and the first rows. */
export function measureColumns(
  faces: Typefaces,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
): ColumnNeed[] {
  const toWidth = (thousandths: number): number => Math.ceil(toTenths(thousandths, BODY.size)) + 1;
  return columns.map(({ name, label }, index) => {
    let natural = 0;
    let word = 0;
    for (const row of rows) {
      for (const text of toParagraphs((row[index] ?? '').slice(0, MOST_CHARACTERS))) {
        const width = measureText(faces.text, text);
        natural = Math.max(natural, width);
        if (width > word) word = Math.max(word, measureLongestWord(faces, text));
      }
    }
    const shownLabel = toParagraphs(label.slice(0, MOST_CHARACTERS)).join(' ');
    const title = Math.min(toWidth(measureText(faces.bold, toShown(name))), LONGEST_NAME);
    const labelWidth = toWidth(measureText(faces.text, shownLabel));
    const labelWord = Math.max(
      0,
      ...shownLabel.split(/\s+/u).map((part) => toWidth(measureText(faces.text, part))),
    );
    const head = Math.max(
      title,
      Math.min(labelWord, LONGEST_NAME),
      Math.min(labelWidth / LABEL_LINES, LONGEST_NAME),
    );
    const least = Math.max(LEAST, head, Math.min(toWidth(word), LONGEST_WORD));
    const full = Math.max(least, Math.min(toWidth(natural), WIDEST));
    const comfortable = Math.max(least, Math.min(full, COMFORTABLE));
    const padded = (width: number): number => Math.ceil(width) + 2 * CELL_PADDING;
    return { natural: padded(full), least: padded(least), comfortable: padded(comfortable) };
  });
}

function measureLongestWord({ text: face }: Typefaces, text: string): number {
  return Math.max(
    ...text.split(/(?<=\s)|(?<=[-/;|_])(?!\d)/u).map((word) => measureText(face, word.trimEnd())),
  );
}
