import type { RowSet } from '../rowSet.ts';
import type { Link, Page, Section } from './page.ts';
import { toPageText, turnsDirection } from './pageText.ts';
import { toStyleSheet } from './styleSheet.ts';

/** Even a page that somebody has tampered with loads and runs nothing. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/** Everything above the first section: what the report is, and where its parts are. */
export function encodeHead(page: Page): string {
  const { heading, datasets, sections } = page;
  const [only] = sections;
  const part = page.position === undefined || only === undefined ? [] : [describeSection(only)];
  const title = [heading.reportName, heading.study, heading.mode, ...part].filter((text) => text !== null);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${toPageText(title.join(' · '))}</title>
<style>
${toStyleSheet(sections)}</style>
</head>
<body>
<header>
<h1>${isolate(heading.reportName)}</h1>
${heading.description === '' ? '' : `<p>${isolate(heading.description)}</p>\n`}<dl>
${toFacts(page)
  .map(([name, value]) => `<dt>${isolate(name)}</dt><dd>${value}</dd>\n`)
  .join('')}</dl>
</header>
${encodePageLinks(page, 'Pages')}<main>
${encodeContents(page)}${datasets.length === 0 ? '<p>There is no data.</p>\n' : ''}`;
}

export function encodeSectionHead({ id, rowSet, ...rest }: Section, isPart: boolean): string {
  const heads = rowSet.columns.map(({ name, label }) => {
    const small = label === '' || label === name ? '' : `<small>${isolate(label)}</small>`;
    return `<th scope="col">${isolate(name)}${small}</th>`;
  });
  const rows = isPart ? describeSection({ id, rowSet, ...rest }) : countRows(rowSet.rowCount);
  return `<div class="dataset" id="${id}">
<h2 id="${id}-name">${nameOf(rowSet)}</h2>
<section class="rows" aria-labelledby="${id}-name" tabindex="0">
<table>
<caption>${isPart ? isolate(rows) : rows}</caption>
<thead><tr>${heads.join('')}</tr></thead>
<tbody>
`;
}

export const SECTION_END = '</tbody>\n</table>\n</section>\n</div>\n';

export function encodeFoot(page: Page, notes: readonly string[]): string {
  const listed = notes.map((note) => `<p>${isolate(note)}</p>\n`).join('');
  return `</main>
${encodePageLinks(page, 'Pages, once more')}<footer>
<p>A cell with a quiet ∅ has no value (NULL); a blank one is empty text.</p>
${listed}</footer>
</body>
</html>
`;
}

function toFacts({ heading, datasets }: Page): [name: string, value: string][] {
  const rows = datasets.reduce((sum, { rowCount }) => sum + rowCount, 0);
  const facts: [string, string | null][] = [
    ['Customer', heading.customer],
    ['Study', heading.study],
    ['Mode', heading.mode],
    ...heading.filters.map(({ label, text }): [string, string] => [label, text]),
    ['Requested by', heading.requestedBy],
  ];
  const shown = facts.flatMap(([name, value]): [string, string][] =>
    value === null ? [] : [[name, isolate(value)]],
  );
  return [
    ...shown,
    ['Requested at', encodeTime(heading.kickedOffAt)],
    ['Data as of', encodeTime(heading.snapshotAt)],
    ['Rows', datasets.length > 1 ? `${count(rows)} in ${datasets.length} datasets` : count(rows)],
    ['Job', isolate(heading.jobId)],
  ];
}

/** Of the datasets on this page, or of the pages; one dataset needs none. */
function encodeContents({ sections, pages, position }: Page): string {
  if (position !== undefined || (pages.length === 0 && sections.length < 2)) return '';
  const links =
    pages.length > 0
      ? pages.map((link) => ({ href: link.fileName, ...link }))
      : sections.map((section) => ({ href: `#${section.id}`, section }));
  const items = links.map(
    ({ href, section }) =>
      `<li><a href="${href}">${nameOf(section.rowSet)}</a> ${isWhole(section) ? countRows(section.rows) : rangeOf(section)}</li>\n`,
  );
  return `<nav aria-labelledby="contents">\n<h2 id="contents">Contents</h2>\n<ol>\n${items.join('')}</ol>\n</nav>\n`;
}

function encodePageLinks({ position }: Page, label: string): string {
  if (position === undefined) return '';
  const { index, previous, next } = position;
  const toLink = (rel: string, word: string, link?: Link) =>
    link === undefined
      ? ''
      : `<a rel="${rel}" href="${link.fileName}">${word}: ${toPageText(describeSection(link.section))}</a>\n`;
  return `<nav class="pages" aria-label="${label}">
<a href="${index}">Contents</a>
${toLink('prev', 'Previous', previous)}${toLink('next', 'Next', next)}</nav>
`;
}

const count = (number: number): string => number.toLocaleString('en');
const countRows = (rows: number): string =>
  rows === 0 ? 'no rows' : `${count(rows)} ${rows === 1 ? 'row' : 'rows'}`;
const isWhole = ({ first, isLast }: Section): boolean => first === 1 && isLast;
const rangeOf = ({ first, rows, rowSet }: Section): string =>
  `rows ${count(first)} to ${count(first + rows - 1)} of ${count(rowSet.rowCount)}`;
const describeSection = (section: Section): string =>
  `${section.rowSet.name}, ${isWhole(section) ? countRows(section.rows) : rangeOf(section)}`;

function nameOf({ name, label }: RowSet): string {
  return label === '' || label === name ? isolate(name) : `${isolate(name)} <small>${isolate(label)}</small>`;
}

/** Text from right to left does not turn what stands around it. */
function isolate(text: string): string {
  return turnsDirection(text) ? `<bdi>${toPageText(text)}</bdi>` : toPageText(text);
}

/** ISO 8601 in UTC. */
function encodeTime(iso: string): string {
  return `<time datetime="${toPageText(iso)}">${toPageText(iso.slice(0, 19).replace('T', ' '))} UTC</time>`;
}
