import { SaxesParser, type SaxesTagNS } from 'saxes';

import { createFault } from '../createFault.ts';
import type { DefinedDataset } from './define.ts';
import { toDefinedColumn, type ItemDef } from './toDefinedColumn.ts';

const ODM = 'http://www.cdisc.org/ns/odm/v1.3';
const DEF = /^http:\/\/www\.cdisc\.org\/ns\/def\/v2\.[01]$/;
const MAX_DEPTH = 100;

type Group = { name: string; sasName: string; label: string; itemOids: string[] };

export type DefineParser = {
  write(text: string): void;
  /** The datasets by name in upper case; throws where the document is not whole. */
  finish(): ReadonlyMap<string, DefinedDataset>;
  /** From 1. */
  line(): number;
};

/** Takes the datasets and columns out of a Define-XML document as its text comes in. Throws BAD_IMPORT_FILE with the line. */
export function createDefineParser(fileName: string): DefineParser {
  const parser = new SaxesParser({ xmlns: true });
  const groups: Group[] = [];
  const items = new Map<string, ItemDef>();
  /** Names of the elements that are open, without a name where one is not ODM's. */
  const path: string[] = [];
  let version: string | undefined;
  /** What a description would be of. */
  let described: { label: string } | undefined;

  const fail = (problem: string, cause?: unknown): never => {
    throw createFault(fileName, { line: parser.line }, problem, cause);
  };

  function open(tag: SaxesTagNS): void {
    const name = tag.uri === ODM ? tag.local : '';
    if (path.length === 0 && name !== 'ODM') fail('its root is no ODM element: it is no Define-XML file.');
    if (path.length === MAX_DEPTH) fail(`elements in more than ${MAX_DEPTH} others.`);
    const parent = path.at(-1);
    path.push(name);
    if (name === 'MetaDataVersion') version ??= readVersion(tag);
    else if (name === 'ItemGroupDef') groups.push((described = readGroup(tag)));
    else if (name === 'ItemRef' && parent === 'ItemGroupDef') {
      groups.at(-1)?.itemOids.push(read(tag, 'ItemOID'));
    } else if (name === 'ItemDef') {
      const item = readItem(tag);
      items.set(read(tag, 'OID'), item);
      described = item;
    }
  }

  function close(): void {
    const name = path.pop();
    if (name === 'ItemGroupDef' || name === 'ItemDef') described = undefined;
  }

  /** Only a definition's own description, and of several languages the first. */
  function addText(text: string): void {
    const [owner, description, translated] = path.slice(-3);
    const isOwn = owner === 'ItemGroupDef' || owner === 'ItemDef';
    if (!isOwn || description !== 'Description' || translated !== 'TranslatedText') return;
    if (described !== undefined) described.label += text;
  }

  function readVersion(tag: SaxesTagNS): string {
    const attribute = Object.values(tag.attributes).find(
      ({ local, uri }) => local === 'DefineVersion' && DEF.test(uri),
    );
    const found = attribute?.value ?? '';
    return /^2\.[01](\.|$)/.test(found) ? found : fail('it is no Define-XML of version 2.0 or 2.1.');
  }

  function read(tag: SaxesTagNS, name: string): string {
    return tag.attributes[name]?.value ?? fail(`an ${tag.local} without ${name}.`);
  }

  function readGroup(tag: SaxesTagNS): Group {
    const name = read(tag, 'Name');
    const sasName = tag.attributes['SASDatasetName']?.value ?? name;
    return { name, sasName, label: '', itemOids: [] };
  }

  function readItem(tag: SaxesTagNS): ItemDef {
    const format = Object.values(tag.attributes).find(
      ({ local, uri }) => local === 'DisplayFormat' && DEF.test(uri),
    );
    return {
      ...{ name: read(tag, 'Name'), label: '', dataType: read(tag, 'DataType') },
      ...{ length: tag.attributes['Length']?.value, displayFormat: format?.value },
    };
  }

  function toDataset({ name, label, itemOids }: Group): DefinedDataset {
    const columns = itemOids.map((oid) => {
      const item = items.get(oid);
      if (item !== undefined) return toDefinedColumn({ ...item, label: toLabel(item.label) });
      throw createFault(fileName, { dataset: name }, 'it refers to a column that is not defined.');
    });
    return { name, label: toLabel(label), columns };
  }

  function finish(): ReadonlyMap<string, DefinedDataset> {
    parser.close();
    if (version === undefined) fail('it has no MetaDataVersion.');
    const datasets = new Map<string, DefinedDataset>();
    for (const group of groups) {
      const dataset = toDataset(group);
      for (const name of new Set([group.name.toUpperCase(), group.sasName.toUpperCase()])) {
        if (datasets.has(name)) throw createFault(fileName, { dataset: name }, 'it is defined twice.');
        datasets.set(name, dataset);
      }
    }
    return datasets;
  }

  parser.on('opentag', open);
  parser.on('closetag', close);
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('doctype', () => fail('it has a document type declaration, which is refused.'));
  parser.on('error', (error) => fail('it is not well-formed XML.', error));
  return { write: (text) => void parser.write(text), finish, line: () => parser.line };
}

const toLabel = (text: string): string => text.trim().replace(/\s+/g, ' ');
