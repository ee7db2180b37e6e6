import { unzip } from '../../support/unzip.ts';

/** A cell as the file has it: what `t` and `s` say, and its text with all escapes undone. */
export type ReadCell = { type: string; style: number; text: string };

export type ReadSheet = {
  name: string;
  xml: string;
  /** By row from 1 on and by column from 0 on; a cell that is not there is undefined. */
  rows: Map<number, (ReadCell | undefined)[]>;
};

export type ReadWorkbook = { parts: Map<string, string>; sheets: ReadSheet[] };

/** Reads a workbook by its own relations, as SpreadsheetML has it (ECMA-376 Part 1, 18). */
export async function readWorkbook(bytes: Buffer): Promise<ReadWorkbook> {
  const files = await unzip(bytes);
  const parts = new Map(files.map(({ name, content }) => [name, content.toString()]));
  const targets = new Map(
    listTags(load(parts, 'xl/_rels/workbook.xml.rels'), 'Relationship').map(({ Id = '', Target = '' }) => [
      Id,
      Target,
    ]),
  );
  const sheets = listTags(load(parts, 'xl/workbook.xml'), 'sheet').map((sheet) => {
    const xml = load(parts, `xl/${targets.get(sheet['r:id'] ?? '') ?? ''}`);
    return { name: undoEscapes(sheet['name'] ?? ''), xml, rows: readRows(xml) };
  });
  return { parts, sheets };
}

/** The attributes of every element of that name, as they are written. */
export function listTags(xml: string, name: string): Record<string, string>[] {
  return [...xml.matchAll(new RegExp(`<${name}(?= |/|>)([^>]*)>`, 'g'))].map(([, attributes = '']) =>
    toAttributes(attributes),
  );
}

function load(parts: Map<string, string>, name: string): string {
  const part = parts.get(name);
  if (part === undefined) throw new Error(`There is no part ${name}.`);
  return part;
}

function toAttributes(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, undoXml(value)]),
  );
}

function readRows(xml: string): ReadSheet['rows'] {
  const rows: ReadSheet['rows'] = new Map();
  for (const [, at = '', content = ''] of xml.matchAll(/<row r="(\d+)">(.*?)<\/row>/gs)) {
    const cells: (ReadCell | undefined)[] = [];
    for (const [, attributes = '', inside] of content.matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
      if (inside === undefined) continue;
      const { r = '', t = 'n', s = '0' } = toAttributes(attributes);
      const [, letters = '', row = ''] = /^([A-Z]+)(\d+)$/.exec(r) ?? [];
      if (row !== at) throw new Error(`Cell ${r} stands in row ${at}.`);
      const [, value] =
        /^(?:<v>(.*)<\/v>|<is><t(?: xml:space="preserve")?>.*<\/t><\/is>)$/s.exec(inside) ?? [];
      const [, inline] = /^<is><t(?: xml:space="preserve")?>(.*)<\/t><\/is>$/s.exec(inside) ?? [];
      const text = value ?? inline;
      if (text === undefined) throw new Error(`Cell ${r} has neither a value nor a text.`);
      cells[toColumn(letters)] = { type: t, style: Number(s), text: undoEscapes(undoXml(text)) };
    }
    rows.set(Number(at), cells);
  }
  return rows;
}

function toColumn(letters: string): number {
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

function undoXml(text: string): string {
  if (/[<>]/.test(text)) throw new Error('A < or > stands bare.');
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/&(?:#(\d+)|(\w+));/g, (whole, code: string | undefined, name: string | undefined) =>
      code === undefined ? (ENTITIES[name ?? ''] ?? whole) : String.fromCodePoint(Number(code)),
    );
}

function undoEscapes(text: string): string {
  return text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(parseInt(code, 16)),
  );
}
