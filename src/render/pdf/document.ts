import { createHash } from 'node:crypto';

import type { ReportHeading } from '../fileRenderer.ts';
import { createTypefaces } from './createTypefaces.ts';
import { toInfo, toTitle, toXmp } from './metadata.ts';
import { createObjectPack } from './objectPack.ts';
import { createOutline } from './outline.ts';
import { BODY, FOOTER_BASELINE, fromTenths, MARGIN, toTenths } from './pageStyle.ts';
import { createPdfFile } from './pdfFile.ts';
import type { PdfOptions } from './pdfOptions.ts';
import { createPdfPages, type PdfPage } from './pdfPages.ts';
import { pdfText } from './pdfText.ts';
import { showLine } from './showLine.ts';
import { measureText, showText, useFont } from './showText.ts';
import { createSrgbProfile } from './srgbProfile.ts';
import { createStructureTree } from './structureTree.ts';
import { TextSink } from './textSink.ts';
import { fitText } from './wrapText.ts';

/** PDF/A-2 (ISO 19005-2, 6.1.13) allows no more. */
const MOST_OBJECTS = 8_388_607;
/** Room for the number of pages. */
const TOTAL_WIDTH = 220;

/** A tagged PDF document under way. */
export type PdfDocument = ReturnType<typeof createPdfDocument>;

export function createPdfDocument(heading: ReportHeading, options: PdfOptions, mostObjects = MOST_OBJECTS) {
  const file = createPdfFile();
  const pack = createObjectPack(file);
  const faces = createTypefaces(file, options.fonts);
  const structure = createStructureTree(file, pack);
  const resources = file.allocate();
  const total = file.allocate();
  const pages = createPdfPages({ file, pack, structure, resources });
  const outline = createOutline(file, pack);
  let isArchivable = true;

  /** Ends a page with its footer; the number of pages is a drawing that is made at the end. */
  function closePage(page: PdfPage, footer: string): void {
    const { text, shape } = page;
    const right = shape.width - MARGIN - TOTAL_WIDTH;
    const numbered = `Page ${page.number} of `;
    const width = toTenths(measureText(faces.text, numbered), BODY.size);
    text.ascii('/Artifact<</Type/Pagination/Subtype/Footer>>BDC\n');
    const line = { face: faces.text, size: BODY.size, y: FOOTER_BASELINE };
    const room = fromTenths(right - width - 2 * MARGIN, BODY.size);
    showLine(text, { ...line, text: fitText(faces.text, footer, room), x: MARGIN });
    showText(text, { ...line, text: numbered, x: Math.round(right - width) });
    text.ascii('EMC\n');
    const at = `${right / 10} ${FOOTER_BASELINE / 10}`;
    pages.close(
      page,
      `/Artifact<</Type/Pagination/Subtype/Footer>>BDC\nq 1 0 0 1 ${at} cm/Total Do Q\nEMC\n`,
    );
  }

  function writeTotal(fonts: string): void {
    const sink = new TextSink();
    sink.ascii('BT\n');
    useFont(sink, faces.text, BODY.size);
    showText(sink, { face: faces.text, size: BODY.size, text: String(pages.count()), x: 0, y: 0 });
    sink.ascii('ET\n');
    const box = `0 ${-BODY.line / 10} ${TOTAL_WIDTH / 10} ${BODY.line / 10}`;
    const dictionary = `/Type/XObject/Subtype/Form/BBox[${box}]/Resources<<${fonts}>>`;
    void file.writeStream(total, dictionary, sink.bytes);
  }

  function writeCatalog(): number {
    const [catalog, metadata, intent, profile] = [
      file.allocate(),
      file.allocate(),
      file.allocate(),
      file.allocate(),
    ];
    const contents = outline.end();
    const root = structure.end();
    const tree = pages.end();
    void file.writeStream(profile, '/N 3', createSrgbProfile());
    isArchivable = file.countObjects() < mostObjects;
    const xmp = Buffer.from(toXmp(heading, options.language, isArchivable));
    void file.writeStream(metadata, '/Type/Metadata/Subtype/XML', xmp, true);
    pack.put(
      intent,
      `<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)/DestOutputProfile ${profile} 0 R>>`,
    );
    pack.put(
      catalog,
      `<</Type/Catalog/Pages ${tree} 0 R/Metadata ${metadata} 0 R/OutputIntents[${intent} 0 R]/StructTreeRoot ${root} 0 R/MarkInfo<</Marked true>>/Lang${pdfText(options.language)}/ViewerPreferences<</DisplayDocTitle true>>/Outlines ${contents} 0 R/PageMode/UseOutlines>>`,
    );
    return catalog;
  }

  /** The rest of the file. */
  async function* end(): AsyncIterable<Uint8Array> {
    const fonts = `/Font<<${faces
      .used()
      .map((font) => `/${font.name} ${font.id} 0 R`)
      .join('')}>>`;
    writeTotal(fonts);
    pack.put(resources, `<<${fonts}/XObject<</Total ${total} 0 R>>>>`);
    for (const font of faces.used()) font.write(pack);
    const catalog = writeCatalog();
    const info = file.allocate();
    pack.put(info, toInfo(heading));
    pack.flush();
    const key = createHash('sha256')
      .update(JSON.stringify([heading, toTitle(heading)]))
      .digest('hex')
      .slice(0, 32);
    yield* file.end(`/Root ${catalog} 0 R/Info ${info} 0 R/ID[<${key}><${key}>]`);
  }

  return {
    file,
    pack,
    faces,
    structure,
    outline,
    openPage: pages.open,
    closePage,
    isFull: file.isFull,
    drain: file.drain,
    end,
    /** Whether the file says that it is PDF/A, once it has ended. */
    isArchivable: () => isArchivable,
  };
}
