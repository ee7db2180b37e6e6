import { AppError } from '../../domain/errors.ts';
import { readCopyLines } from '../copyLines.ts';
import type { RenderedRows, RenderOptions, Report } from '../fileRenderer.ts';
import { type ZipPart, zipParts } from '../zip/zipParts.ts';
import { toCoverXml } from './cover.ts';
import { countHeadRows, createDatasetSheets, toFilter } from './datasetSheets.ts';
import { createLineReader } from './lineReader.ts';
import {
  PACKAGE_RELATIONS,
  sheetPath,
  type Tab,
  toContentTypes,
  toCoreProperties,
  toWorkbook,
  toWorkbookRelations,
} from './packageParts.ts';
import { MOST_ROWS, planSheets, type SheetPlan } from './planSheets.ts';
import { STYLES_XML } from './styles.ts';
import { createTally } from './tally.ts';

type Options = Pick<RenderOptions, 'csv' | 'lossy'>;

/**
 * An Excel workbook (ECMA-376, transitional) of all datasets: a cover, then a sheet for each dataset, more where it has more
 * rows than a sheet holds. Cells are typed and none is a formula. Throws FORMAT_CANNOT_HOLD for a text that no cell holds,
 * unless it may be cut, and ROW_COUNT_MISMATCH where a source has more rows than it counted.
 */
export function renderXlsx(report: Report, options: Options, mostSheetRows = MOST_ROWS): RenderedRows {
  const { labels } = options.csv;
  const plan = planSheets(report.datasets, mostSheetRows - countHeadRows(labels));
  const tabs = toTabs(plan, labels);
  const notes: string[] = toNameNotes(plan);
  let rows = 0;

  async function* parts(): AsyncGenerator<ZipPart> {
    yield toPart('[Content_Types].xml', toContentTypes(tabs));
    yield toPart('_rels/.rels', PACKAGE_RELATIONS);
    yield toPart('docProps/core.xml', toCoreProperties(report.heading));
    yield toPart('xl/workbook.xml', toWorkbook(tabs));
    yield toPart('xl/_rels/workbook.xml.rels', toWorkbookRelations(tabs));
    yield toPart('xl/styles.xml', STYLES_XML);
    let tab = 1;
    for (const { rowSet, sheets } of plan.datasets) {
      const reader = createLineReader(readCopyLines(rowSet));
      try {
        const tally = createTally(rowSet.name, rowSet.columns);
        const dataset = createDatasetSheets({ rowSet, reader, tally, labels, mayCut: options.lossy.cut });
        for (const sheet of sheets) yield { name: sheetPath(tab++), bytes: () => dataset.write(sheet) };
        if ((await reader.read()).length > 0) {
          throw new AppError('ROW_COUNT_MISMATCH', {
            details: `${rowSet.name} as XLSX: more than the ${rowSet.rowCount} rows that were counted.`,
          });
        }
        rows += dataset.countRows();
        notes.push(...tally.toNotes());
      } finally {
        await reader.close();
      }
    }
    const cover = toCoverXml({ heading: report.heading, datasets: plan.datasets, notes });
    yield toPart(sheetPath(0), cover);
  }

  return { bytes: zipParts(parts()), countRows: () => rows, notes: () => notes };
}

function toPart(name: string, xml: string): ZipPart {
  return { name, bytes: () => [Buffer.from(xml)] };
}

function toTabs({ cover, datasets }: SheetPlan, labels: boolean): Tab[] {
  return [
    { name: cover },
    ...datasets.flatMap(({ rowSet, sheets }) =>
      sheets.map((sheet): Tab => {
        const filter = toFilter(rowSet, sheet, labels);
        return { name: sheet.name, ...(filter !== undefined && { filter: toAbsolute(filter) }) };
      }),
    ),
  ];
}

/** `A1:B2` → `$A$1:$B$2` */
function toAbsolute(range: string): string {
  return range.replaceAll(/([A-Z]+)(\d+)/g, '$$$1$$$2');
}

function toNameNotes({ datasets }: SheetPlan): string[] {
  return datasets.flatMap(({ rowSet, sheets }) => {
    const [first] = sheets;
    return first === undefined || first.name === rowSet.name
      ? []
      : [`${rowSet.name}: its sheet is named ${first.name}, because Excel does not take the name.`];
  });
}
