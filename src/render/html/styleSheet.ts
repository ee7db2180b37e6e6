import type { Column } from '../../domain/dataset.ts';
import type { Section } from './page.ts';

const NUMERIC: readonly Column['type'][] = ['integer', 'float', 'decimal'];
/** Paper as wide as the columns need, in the proportions of A4: a printer makes it smaller, a file keeps it legible. */
const A4_WIDTH_MM = 297;
const A4_PROPORTION = Math.SQRT2;
const COLUMN_MM = 26;

const SCREEN = `:root{color-scheme:light;--ink:#1b1f24;--quiet:#57606a;--line:#d0d7de;--head:#eef2f6;--link:#0a58a8}
*{box-sizing:border-box}
body{margin:0;padding:1.25rem;color:var(--ink);background:#fff;font:0.875rem/1.45 system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif}
h1{margin:0 0 .25rem;font-size:1.5rem}
h2{margin:2rem 0 .5rem;font-size:1.125rem}
h2 small,th small,caption{font-weight:400;color:var(--quiet)}
p{margin:.25rem 0;max-width:75ch}
a{color:var(--link)}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.125rem 1.25rem;margin:1rem 0;padding:.75rem 1rem;border:1px solid var(--line);border-radius:.375rem;background:#f8fafb}
dt{color:var(--quiet)}
dd{margin:0;overflow-wrap:anywhere}
nav ol{margin:.25rem 0;padding-left:1.75rem}
nav.pages{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;margin:.75rem 0}
.rows{max-height:92vh;overflow:auto;border:1px solid var(--line);border-radius:.375rem}
.rows:focus-visible,a:focus-visible{outline:3px solid var(--link);outline-offset:2px}
table{width:max-content;border-collapse:separate;border-spacing:0;font-size:.8125rem}
caption{padding:.375rem .625rem;text-align:start}
th,td{padding:.25rem .625rem;border-bottom:1px solid var(--line);text-align:start;vertical-align:top}
thead th{position:sticky;top:0;z-index:1;background:var(--head);white-space:nowrap}
th{min-width:8ch}
th small{display:block;max-width:28ch;white-space:normal}
td{max-width:48ch;white-space:pre-wrap;overflow-wrap:break-word}
tbody tr:hover{background:#f6f8fa}
td.null::before{content:"\\2205";content:"\\2205"/"no value";color:var(--quiet)}
footer{margin-top:2rem;color:var(--quiet)}
@media (max-width:40rem){body{padding:.75rem}dl{grid-template-columns:1fr}dd{margin-bottom:.375rem}}
`;

const PRINT = `@media print{
body{padding:0;font-size:9pt}
nav{display:none}
h2{break-after:avoid}
div+div{break-before:page}
.rows{max-height:none;overflow:visible;border:0;border-radius:0}
table{width:100%;font-size:8pt}
thead{display:table-header-group}
thead th{position:static;border-top:1px solid var(--line);print-color-adjust:exact;-webkit-print-color-adjust:exact}
td{max-width:none;overflow-wrap:anywhere}
tr,dl{break-inside:avoid}
}
`;

/** How a page with these sections looks, on the screen and on paper: no script, nothing from elsewhere. */
export function toStyleSheet(sections: readonly Section[]): string {
  const most = Math.max(0, ...sections.map(({ rowSet }) => rowSet.columns.length));
  const width = Math.max(A4_WIDTH_MM, most * COLUMN_MM);
  const height = Math.floor(width / A4_PROPORTION);
  const isNumeric = (type: Column['type']) => NUMERIC.includes(type);
  const numbers = selectColumns(sections, 'td', isNumeric);
  const heads = selectColumns(sections, 'th', isNumeric);
  const values = selectColumns(sections, 'td', (type) => type !== 'string');
  const typed =
    toRule([...heads, ...numbers], 'text-align:right') +
    toRule(numbers, 'font-variant-numeric:tabular-nums') +
    toRule(values, 'white-space:nowrap;overflow-wrap:normal');
  const paper = `@page{size:${width}mm ${height}mm;margin:12mm;@bottom-right{content:counter(page) " / " counter(pages);font:8pt sans-serif}}\n`;
  return SCREEN + paper + PRINT + typed;
}

function selectColumns(
  sections: readonly Section[],
  cell: 'th' | 'td',
  fits: (type: Column['type']) => boolean,
): string[] {
  return sections.flatMap(({ id, rowSet }) =>
    rowSet.columns.flatMap(({ type }, column) =>
      fits(type) ? [`#${id} ${cell}:nth-child(${column + 1})`] : [],
    ),
  );
}

function toRule(selectors: readonly string[], declarations: string): string {
  return selectors.length === 0 ? '' : `${selectors.join(',')}{${declarations}}\n`;
}
