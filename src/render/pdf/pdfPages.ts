import { ByteSink } from './byteSink.ts';
import type { ObjectPack } from './objectPack.ts';
import type { PageShape } from './pageStyle.ts';
import { createPageTree } from './pageTree.ts';
import type { PdfFile } from './pdfFile.ts';
import type { StructureTree } from './structureTree.ts';
import { TextSink } from './textSink.ts';

/** A page under way: lines and shades, which are drawn first, and text. */
export type PdfPage = {
  id: number;
  number: number;
  shape: PageShape;
  drawing: ByteSink;
  text: TextSink;
  /** The structure elements of its marked contents, by their number. */
  parents: number[];
};

export type PdfPages = {
  open: (shape: PageShape) => PdfPage;
  /** `last` is drawn after the text. */
  close: (page: PdfPage, last: string) => void;
  count: () => number;
  /** Writes what is left of the page tree and gives its root. */
  end: () => number;
};

type Deps = { file: PdfFile; pack: ObjectPack; structure: StructureTree; resources: number };

export function createPdfPages({ file, pack, structure, resources }: Deps): PdfPages {
  const tree = createPageTree(file, pack);
  const spareDrawings: ByteSink[] = [];
  const spareTexts: TextSink[] = [];
  let count = 0;

  function open(shape: PageShape): PdfPage {
    const page = { id: file.allocate(), number: count + 1, shape, parents: [] };
    count += 1;
    const drawing = spareDrawings.pop() ?? new ByteSink();
    const text = spareTexts.pop() ?? new TextSink();
    drawing.clear();
    text.clear();
    return { ...page, drawing, text };
  }

  function close({ id, number, shape, drawing, text, parents }: PdfPage, last: string): void {
    const content = file.allocate();
    const parent = tree.add(id);
    const box = `${shape.width / 10} ${shape.height / 10}`;
    const marked = structure.addPage(number - 1, parents);
    drawing.ascii('BT\n').append(text.bytes).ascii('ET\n').ascii(last);
    spareTexts.push(text);
    const free = (): void => {
      spareDrawings.push(drawing);
    };
    file.writeStream(content, '', drawing.bytes).then(free, free);
    pack.put(
      id,
      `<</Type/Page/Parent ${parent} 0 R/MediaBox[0 0 ${box}]/Resources ${resources} 0 R/Contents ${content} 0 R${marked}/Tabs/S>>`,
    );
  }

  return { open, close, count: () => count, end: tree.end };
}
