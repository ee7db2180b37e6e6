import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { inflateSync } from 'node:zlib';

import { HtmlValidate } from 'html-validate';

import { checkDatasetJson } from '../support/checkDatasetJson.ts';
import { useWrittenFiles } from './writtenFiles.ts';
import { WRITTEN_STUDY } from './writtenStudy.ts';

/** What the HTML standard and accessibility ask for; not how the source is written. */
const HTML_RULES = { extends: ['html-validate:standard', 'html-validate:a11y'] };

async function findFaults(html: string): Promise<string[]> {
  const { results } = await new HtmlValidate(HTML_RULES).validateString(html);
  return results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`));
}

/** The lines of an NDJSON file as the one document that CDISC's schema describes; the first one has no rows. */
function gatherLines(lines: string): unknown {
  const [metadata = '', ...rows] = lines.replace(/\n$/, '').split('\n');
  const head: unknown = JSON.parse(metadata);
  assert.ok(typeof head === 'object' && head !== null && !('rows' in head));
  return { ...head, rows: rows.map((row): unknown => JSON.parse(row)) };
}

describe('Files to the validators of others', function () {
  this.timeout(60_000);
  const { write, tables } = useWrittenFiles(...WRITTEN_STUDY);

  for (const [format, toDocument] of [
    ['DATASET_JSON', (bytes: Buffer): unknown => JSON.parse(bytes.toString())],
    ['NDJSON', (bytes: Buffer) => gatherLines(bytes.toString())],
    ['DSJC', (bytes: Buffer) => gatherLines(inflateSync(bytes).toString())],
  ] as const) {
    it(`${format} is what CDISC's schema describes, as Ajv reads it, and what it does not describe`, async () => {
      const paths = await write(format);
      assert.equal(paths.length, tables().length);
      for (const [index, path] of paths.entries()) {
        const document = toDocument(await readFile(path));
        checkDatasetJson(document);
        const { name, columns, rows } = tables()[index] ?? assert.fail();
        assert.deepEqual(
          [document.name, document.records, document.columns.map((column) => column.name)],
          [name, rows.length, columns.map((column) => column.name)],
        );
      }
    });
  }

  it('HTML is valid and accessible to html-validate, as one page and as many, whose links lead to one another', async () => {
    const [single = ''] = await write('HTML');
    assert.deepEqual(await findFaults(await readFile(single, 'utf8')), []);

    const rowsPerPage = 2;
    const pages = await write('HTML', { html: { rowsPerPage } });
    const parts = tables().map(({ rows }) => Math.max(1, Math.ceil(rows.length / rowsPerPage)));
    assert.equal(pages.length, 1 + parts.reduce((sum, count) => sum + count));
    const names = pages.map((page) => basename(page));
    for (const page of pages) {
      const text = await readFile(page, 'utf8');
      assert.deepEqual(await findFaults(text), [], basename(page));
      const links = Array.from(text.matchAll(/href="([^"#]+)"/g), ([, link = '']) => link);
      assert.ok(links.length > 0);
      assert.deepEqual(
        links.filter((link) => !names.includes(link)),
        [],
        basename(page),
      );
    }
  });
});
