import type { ReadTable, ReportFile } from './table.ts';

const SECTION = /<h2 id="d\d+-name">(.*?)<\/h2>.*?<thead>(.*?)<\/thead>\s*<tbody>(.*?)<\/tbody>/gs;
const HEAD = /<th scope="col">(.*?)<\/th>/gs;
const ROW = /<tr>(.*?)<\/tr>/gs;
const CELL = /<td( class="null")?[^>]*>(.*?)<\/td>/gs;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** The tables of a page below the names of their datasets. */
export function readHtml({ name, content }: ReportFile): Promise<ReadTable[]> {
  if (!name.endsWith('.html')) return Promise.resolve([]);
  const sections = [...content.toString().matchAll(SECTION)];
  return Promise.resolve(
    sections.map(([, title = '', heads = '', body = '']) => ({
      name: readText(title),
      columns: [...heads.matchAll(HEAD)].map(([, head = '']) => readText(head)),
      rows: [...body.matchAll(ROW)].map(([, row = '']) =>
        [...row.matchAll(CELL)].map(([, isNull, text = '']) => (isNull === undefined ? decode(text) : null)),
      ),
    })),
  );
}

/** A name, without the label that stands behind it. */
const readText = (html: string): string =>
  decode(
    html
      .replace(/<small>.*/s, '')
      .replaceAll(/<[^>]*>/g, '')
      .trim(),
  );

const decode = (html: string): string =>
  html.replaceAll(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
