import assert from 'node:assert/strict';
import { buffer, text } from 'node:stream/consumers';

import { HtmlValidate, type Message } from 'html-validate';

import type { Cell, Column } from '../../../src/domain/dataset.ts';
import type { ReportHeading } from '../../../src/render/fileRenderer.ts';
import { type Rendered, renderOutput } from '../../../src/render/renderOutput.ts';
import type { RowSet } from '../../../src/render/rowSet.ts';
import { RENDER_OPTIONS } from '../../support/renderOptions.ts';
import { reportOf } from '../../support/reportOf.ts';
import { unzip } from '../../support/unzip.ts';
import { rowSetOf, textColumn } from './copyCsv.ts';

const DOSE: Column = { name: 'AEDOSE', label: 'Dose', type: 'float' };
const TERM = textColumn('AETERM', 'Reported Term');

function render(
  datasets: readonly RowSet[],
  { rowsPerPage = 50_000, heading = {} }: { rowsPerPage?: number; heading?: Partial<ReportHeading> } = {},
) {
  return renderOutput({
    formats: ['HTML'],
    options: { ...RENDER_OPTIONS, html: { rowsPerPage } },
    report: reportOf(datasets, heading),
    name: 'x',
    describe: ({ files }: Rendered) => files,
  });
}

const page = (rows: readonly (readonly Cell[])[], columns: readonly Column[] = [TERM]) =>
  text(render([rowSetOf({ columns, rows })]).content);
const bodyOf = (html: string): string => /<tbody>\n(.*)<\/tbody>/s.exec(html)?.[1] ?? '';

async function validate(html: string): Promise<string[]> {
  // What the HTML standard and accessibility ask for; not how the source is written.
  const validator = new HtmlValidate({ extends: ['html-validate:standard', 'html-validate:a11y'] });
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line }: Message) => `${line} ${ruleId}: ${message}`),
  );
}

const numbered = (name: string, rows: number): RowSet =>
  rowSetOf({ name, columns: [TERM], rows: Array.from({ length: rows }, (_, row) => [`row ${row + 1}`]) });

describe('HTML', () => {
  it('is one page with what the report is, its datasets and their rows', async () => {
    const output = render([numbered('AE', 2), numbered('CM', 1)]);
    const html = await text(output.content);
    assert.equal(output.fileName, 'x.html');
    assert.equal(output.mediaType, 'text/html; charset=utf-8');
    assert.equal(output.summarize().manifest[0]?.rows, 3);
    for (const fact of [
      'acme',
      'PILOT &lt;01&gt; &amp; &quot;Söhne&quot;',
      'test',
      '701 (Oslo), 702 (=Århus)',
      'u1',
    ]) {
      assert.ok(html.includes(`<dd>${fact}</dd>`), fact);
    }
    assert.ok(html.includes('2026-02-03 04:05:06 UTC'));
    assert.ok(html.includes('<li><a href="#d2">CM</a> 1 row</li>'));
    assert.ok(html.includes('<tr><td>row 1</td></tr>\n<tr><td>row 2</td></tr>\n'));
  });

  it('is valid and accessible, whatever is in it', async () => {
    const rows = [
      ['<script>alert(1)</script>', '0.1'],
      ['\u0000\u0085\ufffe צהבת', null],
      ['', 'NaN'],
    ];
    const datasets = [
      rowSetOf({ columns: [TERM, DOSE], rows }),
      rowSetOf({ name: 'X" id="y', columns: [textColumn('<b>', '"&')], rows: [] }),
      rowSetOf({
        name: 'WIDE',
        columns: Array.from({ length: 60 }, (_, index) => textColumn(`C${index}`)),
        rows: [],
      }),
    ];
    const heading = {
      study: null,
      mode: null,
      reportName: '</title><h1>',
      filters: [{ label: '<i>', text: 'אבג' }],
    };
    assert.deepEqual(await validate(await text(render(datasets, { heading }).content)), []);
    assert.deepEqual(await validate(await text(render([]).content)), []);
  });

  it('runs no script and loads nothing', async () => {
    const html = await page([
      ['<script src="https://example.org/x.js"></script>'],
      ['<img src=x onerror=alert(1)>'],
    ]);
    assert.doesNotMatch(html, /<(script|img|link|iframe)/);
    assert.match(html, /default-src 'none'/);
  });

  it('tells NULL from empty text without putting a word between the tags', async () => {
    assert.equal(bodyOf(await page([[null], ['']])), '<tr><td class="null"></td></tr>\n<tr><td></td></tr>\n');
  });

  it('escapes markup and keeps line breaks, tabs and blanks', async () => {
    assert.equal(
      bodyOf(await page([['a < b && c > "d"'], [' x\n\ty ']])),
      '<tr><td>a &lt; b &amp;&amp; c &gt; "d"</td></tr>\n<tr><td> x\n\ty </td></tr>\n',
    );
  });

  it('shows control characters and says in which column', async () => {
    const output = render([
      rowSetOf({
        columns: [TERM],
        rows: [['a\u0000\u001f\u007f\u0085\r'], ['\ufdd0\uffff\u{1fffe}'], ['µ']],
      }),
    ]);
    const html = await text(output.content);
    assert.equal(
      bodyOf(html),
      '<tr><td>a␀␟␡\ufffd␍</td></tr>\n<tr><td>\ufffd\ufffd\ufffd</td></tr>\n<tr><td>µ</td></tr>\n',
    );
    const [note = ''] = output.summarize().manifest[0]?.notes ?? [];
    assert.match(note, /^AE\.AETERM: in 2 cells /);
    assert.ok(html.includes(note));
  });

  it('gives the direction only to text that has another', async () => {
    const rows = [['צהבת 5 mg'], ['حمى'], ['\u202eabc'], ['𞤀𞤣'], ['Thừa – “x” 大阪 😀 ａ हिन्दी']];
    const cells = bodyOf(await page(rows))
      .split('\n')
      .slice(0, -1);
    assert.deepEqual(
      cells.map((cell) => cell.includes('<td dir="auto">')),
      [true, true, true, true, false],
    );
    assert.ok(cells[4]?.includes('Thừa – “x” 大阪 😀 ａ हिन्दी'));
  });

  it('aligns numbers right, with digits of one width', async () => {
    const html = await page([], [TERM, DOSE]);
    assert.ok(html.includes('#d1 th:nth-child(2),#d1 td:nth-child(2){text-align:right}'), html);
  });

  describe('of more rows than a page may have', () => {
    const datasets = () => [numbered('AE', 5), numbered('CM', 0), numbered('Index', 2)];
    const unpack = async () => {
      const output = render(datasets(), { rowsPerPage: 2 });
      return { output, files: await unzip(await buffer(output.content)) };
    };

    it('is an index and linked pages in one ZIP, with every row once', async () => {
      const { output, files } = await unpack();
      const names = ['index.html', 'ae-001.html', 'ae-002.html', 'ae-003.html', 'cm.html', 'index_2.html'];
      assert.equal(output.fileName, 'x.zip');
      assert.deepEqual(
        output.summarize().manifest.map(({ name, rows }) => [name, rows]),
        [
          ['index.html', 0],
          ['ae-001.html', 2],
          ['ae-002.html', 2],
          ['ae-003.html', 1],
          ['cm.html', 0],
          ['index_2.html', 2],
        ],
      );
      const read = names.map((name) => files.find((file) => file.name === name)?.content.toString() ?? '');
      const rows = read.flatMap((html) =>
        [...html.matchAll(/<tr><td>(.*?)<\/td><\/tr>/g)].map(([, cell]) => cell),
      );
      assert.deepEqual(rows, ['row 1', 'row 2', 'row 3', 'row 4', 'row 5', 'row 1', 'row 2']);
      const hrefs = (html = '') => [...html.matchAll(/href="(.*?)"/g)].map(([, href]) => href);
      assert.deepEqual(hrefs(read[0]), names.slice(1));
      assert.deepEqual(hrefs(read[2]?.split('<main>')[0]), ['index.html', 'ae-001.html', 'ae-003.html']);
      assert.ok(read[2]?.includes('rows 3 to 4 of 5'));
    });

    it('has valid pages', async () => {
      const { files } = await unpack();
      const pages = files.filter(({ name }) => name.endsWith('.html'));
      assert.equal(pages.length, 6);
      for (const { content } of pages) assert.deepEqual(await validate(content.toString()), []);
    });

    it('reads the rows of a dataset once', async () => {
      let passes = 0;
      const source = numbered('AE', 5);
      const counted: RowSet = { ...source, rows: (options) => ((passes += 1), source.rows(options)) };
      await buffer(render([counted], { rowsPerPage: 2 }).content);
      assert.equal(passes, 1);
    });

    for (const [what, rowCount] of [
      ['more', 4],
      ['fewer', 6],
    ] as const) {
      it(`fails where the source has ${what} rows than it counted`, async () => {
        const { content } = render([{ ...numbered('AE', 5), rowCount }], { rowsPerPage: 2 });
        await assert.rejects(buffer(content), { code: 'ROW_COUNT_MISMATCH' });
      });
    }

    it('ends the pass over the rows when its reader goes away in the middle of a page', async () => {
      const seen: string[] = [];
      const endless: RowSet = {
        ...numbered('AE', 1_000_000),
        async *rows() {
          seen.push('begun');
          try {
            for (;;) yield await Promise.resolve(Array.from({ length: 1_000 }, () => ['x'.repeat(100)]));
          } finally {
            seen.push('ended');
          }
        },
      };
      const { content } = render([endless], { rowsPerPage: 500_000 });
      content.on('data', () => {
        if (seen.length > 0) content.destroy();
      });
      while (seen.length < 2) await new Promise((resolve) => setImmediate(resolve));
      assert.deepEqual(seen, ['begun', 'ended']);
    });
  });
});
