import type { ObjectPack } from './objectPack.ts';
import type { PdfFile } from './pdfFile.ts';

const MOST_KIDS = 64;

type Node = { id: number; kids: number[]; pages: number };

/** A page tree of even depth, written from its leaves; only the nodes that still grow are kept. */
export function createPageTree(file: PdfFile, pack: ObjectPack) {
  // From the pages' parents up to the root so far.
  const growing: Node[] = [];

  /** Adds to the node that grows on a level, which is closed first where it is full; gives the node. */
  function addTo(level: number, kid: number, pages: number): Node {
    let node = growing[level];
    if (node !== undefined && node.kids.length === MOST_KIDS) {
      close(level, node);
      node = undefined;
    }
    node ??= { id: file.allocate(), kids: [], pages: 0 };
    growing[level] = node;
    node.kids.push(kid);
    node.pages += pages;
    return node;
  }

  function close(level: number, node: Node): void {
    write(node, `/Parent ${addTo(level + 1, node.id, node.pages).id} 0 R`);
  }

  function write({ id, kids, pages }: Node, parent: string): void {
    const list = kids.map((kid) => `${kid} 0 R`).join(' ');
    pack.put(id, `<</Type/Pages/Count ${pages}/Kids[${list}]${parent}>>`);
  }

  function end(): number {
    for (let level = 0; ; level += 1) {
      const node = growing[level];
      if (node === undefined) return 0;
      if (level === growing.length - 1) {
        write(node, '');
        return node.id;
      }
      close(level, node);
    }
  }

  return {
    /** Gives the page's parent. */
    add: (page: number): number => addTo(0, page, 1).id,
    end,
  };
}
