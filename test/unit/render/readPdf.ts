import { inflateSync } from 'node:zlib';

import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A table as a screen reader meets it: the heads of its columns and its rows, cell by cell, whatever pages they are on. */
export type ReadTable = { heads: string[]; rows: string[][] };

export type ReadPdf = {
  pageCount: number;
  /** Width and height of each page in points. */
  shapes: (readonly [number, number])[];
  /** All text of each page as it is drawn, repeated heads and footers included. */
  texts: string[];
  headings: string[];
  tables: ReadTable[];
  outline: string[];
  title: string;
  /** The objects that are no streams, by number, as they are written. */
  objects: ReadonlyMap<number, string>;
};

/** Reads a listing: the text by pdf.js, the structure from the objects themselves. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const objects = readObjects(Buffer.from(bytes));
  const loading = getDocument({ data: Uint8Array.from(bytes), verbosity: 0 });
  const document = await loading.promise;
  const actualTexts = readActualTexts(Buffer.from(bytes), objects);
  const marked = new Map<string, string>();
  const texts: string[] = [];
  const shapes: (readonly [number, number])[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent({ includeMarkedContent: true, disableNormalization: true });
    let all = '';
    let open = '';
    for (const item of items) {
      if ('str' in item) {
        all += `${item.str}${item.hasEOL ? '\n' : ''}`;
        if (open !== '') marked.set(open, (marked.get(open) ?? '') + item.str + (item.hasEOL ? '\n' : ''));
      } else if (item.type === 'beginMarkedContentProps') open = item.id;
      else open = '';
    }
    texts.push(all);
    const { width, height } = page.getViewport({ scale: 1 });
    shapes.push([width, height]);
  }
  // The type forgets that there may be none.
  const outline = await document
    .getOutline()
    .then((items: readonly { title: string }[] | null) => items ?? []);
  const { info } = await document.getMetadata();
  const pageCount = document.numPages;
  await loading.destroy();
  const kids = (id: number): number[] =>
    [...(/\/K\[([\d R]*)\]/.exec(objects.get(id) ?? '')?.[1]?.matchAll(/(\d+) 0 R/g) ?? [])].map(([, kid]) =>
      Number(kid),
    );
  const type = (id: number): string => /^<<\/S\/(\w+)/.exec(objects.get(id) ?? '')?.[1] ?? '';
  const text = (id: number): string =>
    readMarks(objects.get(id) ?? '')
      .map((mark) => actualTexts.get(mark) ?? marked.get(mark) ?? '')
      .join('')
      // pdf.js says where a line ends, and puts spaces between cells.
      .replaceAll(/[ \n]+/g, ' ')
      .trim();
  const ofType = (wanted: string): number[] =>
    [...objects.keys()].filter((id) => type(id) === wanted).sort((a, b) => a - b);
  return {
    pageCount,
    shapes,
    texts,
    headings: [...ofType('H1'), ...ofType('H2')].map(text),
    tables: ofType('Table').map((table) => {
      const parts = kids(table);
      const rowsOf = (wanted: string): number[] =>
        parts.filter((part) => type(part) === wanted).flatMap(kids);
      return {
        heads: rowsOf('THead').flatMap((row) => kids(row).map(text)),
        rows: rowsOf('TBody').map((row) => kids(row).map(text)),
      };
    }),
    outline: outline.map(({ title }) => title),
    title: 'Title' in info ? String(info.Title) : '',
    objects,
  };
}

/** The names that pdf.js gives to the contents of a structure element. */
function readMarks(element: string): string[] {
  const single = /\/Pg (\d+) 0 R\/K (\d+)/.exec(element);
  if (single !== null) return [`p${single[1] ?? ''}R_mc${single[2] ?? ''}`];
  return [...element.matchAll(/\/Type\/MCR\/Pg (\d+) 0 R\/MCID (\d+)/g)].map(
    ([, page, id]) => `p${page ?? ''}R_mc${id ?? ''}`,
  );
}

/** What marked contents say themselves, which stands for what is drawn (ISO 32000-1, 14.9.4); pdf.js does not heed it. */
function readActualTexts(file: Buffer, objects: ReadPdf['objects']): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [page, object] of objects) {
    const contents = /^<<\/Type\/Page\/.*\/Contents (\d+) 0 R/.exec(object)?.[1];
    if (contents === undefined) continue;
    const at = file.indexOf(`\n${contents} 0 obj\n`);
    const begin = file.indexOf('stream\n', at) + 'stream\n'.length;
    const length = Number(/\/Length (\d+)/.exec(file.toString('latin1', at, begin))?.[1]);
    const content = inflateSync(file.subarray(begin, begin + length)).toString('latin1');
    for (const [, id, digits] of content.matchAll(/<<\/MCID (\d+)\/ActualText<FEFF([\dA-F]*)>>>BDC/g)) {
      const text = Buffer.from(digits ?? '', 'hex')
        .swap16()
        .toString('utf16le');
      texts.set(`p${page}R_mc${id ?? ''}`, text);
    }
  }
  return texts;
}

function readObjects(file: Buffer): Map<number, string> {
  const objects = new Map<number, string>();
  const text = file.toString('latin1');
  for (const match of text.matchAll(
    /\/Type\/ObjStm\/N (\d+)\/First (\d+)\/Filter\/FlateDecode\/Length (\d+)>>stream\n/g,
  )) {
    const [head, count, first, length] = [match[0], Number(match[1]), Number(match[2]), Number(match[3])];
    const start = match.index + head.length;
    const content = inflateSync(file.subarray(start, start + length)).toString('latin1');
    const numbers = content.slice(0, first).trim().split(' ').map(Number);
    for (let index = 0; index < count; index += 1) {
      const from = first + (numbers[index * 2 + 1] ?? 0);
      const to = index + 1 < count ? first + (numbers[index * 2 + 3] ?? 0) : content.length;
      objects.set(numbers[index * 2] ?? 0, content.slice(from, to).trim());
    }
  }
  return objects;
}
