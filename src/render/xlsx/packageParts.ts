import type { ReportHeading } from '../fileRenderer.ts';
import { DECLARATION } from './sheetXml.ts';
import { toXmlText } from './xmlText.ts';

/** A sheet in the order of the tabs; `filter` as the absolute range of its autofilter. */
export type Tab = { name: string; filter?: string };

const SCHEMAS = 'http://schemas.openxmlformats.org';
const RELATIONS = `${SCHEMAS}/officeDocument/2006/relationships`;
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Where the sheet of a tab stands in the package; tabs count from 0. */
export const sheetPath = (tab: number): string => `xl/worksheets/sheet${tab + 1}.xml`;

/** `[Content_Types].xml` (ECMA-376 Part 2, 10.1.2.2). */
export function toContentTypes(tabs: readonly Tab[]): string {
  const override = (path: string, type: string) => `<Override PartName="/${path}" ContentType="${type}"/>`;
  return (
    `${DECLARATION}<Types xmlns="${SCHEMAS}/package/2006/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    override('xl/workbook.xml', `${TYPES}.sheet.main+xml`) +
    tabs.map((_, tab) => override(sheetPath(tab), `${TYPES}.worksheet+xml`)).join('') +
    override('xl/styles.xml', `${TYPES}.styles+xml`) +
    override('docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml') +
    '</Types>'
  );
}

/** `_rels/.rels` */
export const PACKAGE_RELATIONS = toRelations([
  [`${RELATIONS}/officeDocument`, 'xl/workbook.xml'],
  [`${SCHEMAS}/package/2006/relationships/metadata/core-properties`, 'docProps/core.xml'],
]);

/** `xl/_rels/workbook.xml.rels`: `rId1` is the first tab. */
export function toWorkbookRelations(tabs: readonly Tab[]): string {
  return toRelations([
    ...tabs.map((_, tab) => [`${RELATIONS}/worksheet`, sheetPath(tab).slice('xl/'.length)] as const),
    [`${RELATIONS}/styles`, 'styles.xml'],
  ]);
}

function toRelations(targets: readonly (readonly [type: string, target: string])[]): string {
  const relations = targets.map(
    ([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${type}" Target="${target}"/>`,
  );
  return `${DECLARATION}<Relationships xmlns="${SCHEMAS}/package/2006/relationships">${relations.join('')}</Relationships>`;
}

/** `xl/workbook.xml`, with the hidden names that Excel keeps for autofilters. */
export function toWorkbook(tabs: readonly Tab[]): string {
  const sheets = tabs.map(
    ({ name }, tab) => `<sheet name="${toXmlText(name)}" sheetId="${tab + 1}" r:id="rId${tab + 1}"/>`,
  );
  const filters = tabs.flatMap(({ name, filter }, tab) => {
    if (filter === undefined) return [];
    const range = toXmlText(`'${name.replaceAll("'", "''")}'!${filter}`);
    return [
      `<definedName name="_xlnm._FilterDatabase" localSheetId="${tab}" hidden="1">${range}</definedName>`,
    ];
  });
  return (
    `${DECLARATION}<workbook xmlns="${SCHEMAS}/spreadsheetml/2006/main" xmlns:r="${RELATIONS}">` +
    '<bookViews><workbookView activeTab="0"/></bookViews>' +
    `<sheets>${sheets.join('')}</sheets>` +
    (filters.length === 0 ? '' : `<definedNames>${filters.join('')}</definedNames>`) +
    '</workbook>'
  );
}

/** `docProps/core.xml` (ECMA-376 Part 2, 11). */
export function toCoreProperties({ reportName, requestedBy, snapshotAt }: ReportHeading): string {
  return (
    `${DECLARATION}<cp:coreProperties xmlns:cp="${SCHEMAS}/package/2006/metadata/core-properties" ` +
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" ' +
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    `<dc:title>${toXmlText(reportName)}</dc:title><dc:creator>${toXmlText(requestedBy)}</dc:creator>` +
    `<dcterms:created xsi:type="dcterms:W3CDTF">${snapshotAt}</dcterms:created></cp:coreProperties>`
  );
}
