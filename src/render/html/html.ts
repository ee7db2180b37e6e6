import type { FileRenderer, PlannedFile, RenderedRows, Report, RenderOptions } from '../fileRenderer.ts';
import { oneForAll } from '../planFiles.ts';
import { toSections } from './page.ts';
import { renderPage } from './renderPage.ts';

/** One page that needs nothing else, or, for many rows, an index and the pages that it leads to. */
export const html: FileRenderer = {
  extension: 'html',
  mediaType: 'text/html; charset=utf-8',
  plan: (report, options, nameFile) =>
    countRows(report) > options.html.rowsPerPage
      ? planPages(report, options, nameFile)
      : planPage(report, options, nameFile),
};

const planPage = oneForAll((report): RenderedRows =>
  renderPage({ ...report, sections: toSections(report, Number.MAX_SAFE_INTEGER), pages: [] }),
);

const planPages: FileRenderer['plan'] = (report, { html: { rowsPerPage } }: RenderOptions, nameFile) => {
  const index = nameFile('index');
  const pages = toSections(report, rowsPerPage).map((section) => {
    const { rowSet, first, isLast } = section;
    const number = String((first - 1) / rowsPerPage + 1).padStart(3, '0');
    return { section, fileName: nameFile(first === 1 && isLast ? rowSet.name : `${rowSet.name}-${number}`) };
  });
  const files = pages.map(({ section, fileName }, at): PlannedFile => ({
    name: fileName,
    datasets: [section.rowSet],
    rows: section.rows,
    render: () =>
      renderPage({
        ...report,
        sections: [section],
        pages,
        position: { index, previous: pages[at - 1], next: pages[at + 1] },
      }),
  }));
  const renderIndex = () => renderPage({ ...report, sections: [], pages });
  return [{ name: index, datasets: [], render: renderIndex }, ...files];
};

function countRows({ datasets }: Report): number {
  return datasets.reduce((sum, { rowCount }) => sum + rowCount, 0);
}
