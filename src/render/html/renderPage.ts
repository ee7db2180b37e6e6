import type { RenderedRows } from '../fileRenderer.ts';
import { noteMissing } from '../missingNotes.ts';
import { encodeFoot, encodeHead, encodeSectionHead, SECTION_END } from './frame.ts';
import type { Page, Section } from './page.ts';
import { createRowEncoder } from './rowEncoder.ts';

export function renderPage(page: Page): RenderedRows {
  const notes: string[] = [];
  let rows = 0;

  async function* encodeRows({ rowSet, cursor, ...section }: Section): AsyncIterable<Uint8Array> {
    const encoder = createRowEncoder(rowSet.columns.length, { isPacked: page.position !== undefined });
    for await (const slice of cursor.take(section.isLast ? Infinity : section.rows)) {
      rows += slice.rows;
      yield encoder.encode(slice);
    }
    encoder.countReplaced().forEach((cells, index) => {
      if (cells === 0) return;
      const name = `${rowSet.name}.${rowSet.columns[index]?.name ?? ''}`;
      notes.push(
        `${name}: in ${cells} cells a character that is not shown is replaced by its picture (U+2400 to U+2421) or by U+FFFD.`,
      );
    });
    notes.push(...noteMissing(rowSet));
  }

  async function* bytes(): AsyncIterable<Uint8Array> {
    yield Buffer.from(encodeHead(page));
    for (const section of page.sections) {
      yield Buffer.from(encodeSectionHead(section, page.position !== undefined));
      yield* encodeRows(section);
      yield Buffer.from(SECTION_END);
    }
    yield Buffer.from(encodeFoot(page, notes));
  }

  return { bytes: bytes(), countRows: () => rows, notes: () => notes };
}
