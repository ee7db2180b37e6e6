import type { ObjectPack } from './objectPack.ts';
import type { PdfFile } from './pdfFile.ts';
import { pdfText } from './pdfText.ts';

type Item = { title: string; page: number; top: number };

/** The list of contents that a reader shows beside the pages; tops are in tenths of a point. */
export function createOutline(file: PdfFile, pack: ObjectPack) {
  const items: Item[] = [];

  function end(): number {
    const root = file.allocate();
    const first = file.allocate(items.length);
    const last = first + items.length - 1;
    items.forEach(({ title, page, top }, index) => {
      const id = first + index;
      const before = id > first ? `/Prev ${id - 1} 0 R` : '';
      const after = id < last ? `/Next ${id + 1} 0 R` : '';
      pack.put(
        id,
        `<</Title${pdfText(title)}/Parent ${root} 0 R/Dest[${page} 0 R/XYZ null ${top / 10} null]${before}${after}>>`,
      );
    });
    const ends = items.length === 0 ? '' : `/First ${first} 0 R/Last ${last} 0 R`;
    pack.put(root, `<</Type/Outlines${ends}/Count ${items.length}>>`);
    return root;
  }

  return {
    add: (item: Item): void => {
      items.push(item);
    },
    end,
  };
}
