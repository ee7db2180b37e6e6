import type { ByteSink } from './byteSink.ts';
import type { ObjectList } from './objectList.ts';
import type { ObjectPack } from './objectPack.ts';
import type { PdfFile } from './pdfFile.ts';

/** Where a structure element's content stands. */
export type Mark = { page: number; id: number };

/** A dataset's element; its kids, the column heads and a body for each sheet, are as many as its pages. */
export type Table = { id: number; kids: ObjectList };

/** An element that holds others, or the content that `toContent` gives. */
type StructureElement = {
  id: number;
  type: string;
  parent: number;
  kids: string | Iterable<number>;
  more?: string;
};

/** The logical structure (ISO 32000-1, 14.7): elements are written as they end, and the pages' parts of the parent tree as they close. */
export type StructureTree = {
  /** The element of the whole document. */
  document: number;
  add: (element: StructureElement) => void;
  /** The number of the page's parents in the tree, as its dictionary says it; empty for a page without marked content. */
  addPage: (index: number, parents: readonly number[]) => string;
  addToDocument: (element: number) => void;
  /** Writes the rest and gives the root. */
  end: () => number;
};

const MOST_PAGES_IN_A_LEAF = 128;

export function createStructureTree(file: PdfFile, pack: ObjectPack): StructureTree {
  const root = file.allocate();
  const document = file.allocate();
  const topmost: number[] = [];
  const leaves: { id: number; first: number; last: number }[] = [];
  let pages: { index: number; parents: number }[] = [];

  function closeLeaf(): void {
    const first = pages[0];
    const last = pages.at(-1);
    if (first === undefined || last === undefined) return;
    const id = file.allocate();
    const numbers = pages.map(({ index, parents }) => `${index} ${parents} 0 R`).join(' ');
    pack.put(id, `<</Limits[${first.index} ${last.index}]/Nums[${numbers}]>>`);
    leaves.push({ id, first: first.index, last: last.index });
    pages = [];
  }

  const add: StructureTree['add'] = ({ id, type, parent, kids, more = '' }) => {
    pack.begin(id);
    pack.content.ascii(`<</S/${type}/P ${parent} 0 R`);
    if (typeof kids === 'string') pack.content.ascii(kids);
    else writeKids(pack.content, kids);
    pack.content.ascii(`${more}>>`);
  };

  return {
    document,
    add,
    addPage(index, parents) {
      if (parents.length === 0) return '';
      const id = file.allocate();
      pack.begin(id);
      pack.content.ascii('[');
      for (const parent of parents) pack.content.reference(parent).ascii('\n');
      pack.content.ascii(']');
      pages.push({ index, parents: id });
      if (pages.length === MOST_PAGES_IN_A_LEAF) closeLeaf();
      return `/StructParents ${index}`;
    },
    addToDocument: (element) => {
      topmost.push(element);
    },
    end() {
      closeLeaf();
      add({ id: document, type: 'Document', parent: root, kids: topmost });
      const kids = leaves.map(({ id }) => `${id} 0 R`).join(' ');
      const next = leaves.length === 0 ? 0 : (leaves.at(-1)?.last ?? 0) + 1;
      pack.put(
        root,
        `<</Type/StructTreeRoot/K ${document} 0 R/ParentTree<</Kids[${kids}]>>/ParentTreeNextKey ${next}>>`,
      );
      return root;
    },
  };
}

/** `/K` of an element that holds text. */
export function toContent(marks: readonly Mark[]): string {
  const [only, ...others] = marks;
  if (only === undefined) return '';
  if (others.length === 0) return `/Pg ${only.page} 0 R/K ${only.id}`;
  return `/K[${marks.map(({ page, id }) => `<</Type/MCR/Pg ${page} 0 R/MCID ${id}>>`).join('')}]`;
}

function writeKids(content: ByteSink, elements: Iterable<number>): void {
  content.ascii('/K[');
  let gap = '';
  for (const element of elements) {
    content.ascii(gap).reference(element);
    gap = ' ';
  }
  content.ascii(']');
}
