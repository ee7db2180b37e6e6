import type { ObjectPack } from './objectPack.ts';
import { type Mark, toContent } from './structureTree.ts';

const ROW = Buffer.from('<</S/TR/P ');
const KIDS = Buffer.from('/K[');
const KIDS_END = Buffer.from(']>>');
const CELL = Buffer.from('<</S/TD/P ');
const PAGE = Buffer.from('/Pg ');
const CONTENT = Buffer.from('/K ');
const END = Buffer.from('>>');
const SPACE = 0x20;

/** A row's elements: its own has the number `row`, its cells' the numbers behind. */
type RowElements = {
  row: number;
  body: number;
  /** Of each cell the page and number of its content; −1 where it has none. */
  pageOf: Int32Array;
  markOf: Int32Array;
  /** All contents of those cells that have several. */
  further: ReadonlyMap<number, readonly Mark[]>;
};

export function writeRowElements(pack: ObjectPack, elements: RowElements): void {
  const { row, body, pageOf, markOf, further } = elements;
  const { content } = pack;
  const cellCount = markOf.length;
  pack.begin(row);
  content.copy(ROW).reference(body).copy(KIDS);
  for (let cell = 0; cell < cellCount; cell += 1) content.reference(row + 1 + cell).byte(SPACE);
  content.copy(KIDS_END);
  // Where a cell's element stands that names this page: most others begin with the same bytes.
  let page = -1;
  let from = 0;
  let to = 0;
  for (let cell = 0; cell < cellCount; cell += 1) {
    pack.begin(row + 1 + cell);
    const mark = markOf[cell] ?? -1;
    const marks = further.size === 0 ? undefined : further.get(cell);
    if (mark === -1 || marks !== undefined) {
      content.copy(CELL).reference(row);
      if (marks !== undefined) content.ascii(toContent(marks));
    } else {
      if (pageOf[cell] === page) content.again(from, to);
      else {
        page = pageOf[cell] ?? 0;
        from = content.length;
        content.copy(CELL).reference(row).copy(PAGE).reference(page).copy(CONTENT);
        to = content.length;
      }
      content.integer(mark);
    }
    content.copy(END);
  }
}
