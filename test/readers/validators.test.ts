import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { inflateSync } from 'node:zlib';

import { HtmlValidate } from 'html-validate';

import { checkDatasetJson } from '../support/checkDatasetJson.ts';
import { unzip } from '../support/unzip.ts';
import { useWrittenFiles } from './writtenFiles.ts';

/** What the HTML standard and accessibility ask for; not how the source is written. */
const HTML_RULES = { extends: ['html-validate:standard', 'html-validate:a11y'] };

async function findFaults(html: string): Promise<string[]> {
  const { results } = await new HtmlValidate(HTML_RULES).validateString(html);
  return results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`));
}

/** The lines of an NDJSON file as the one document that CDISC's schema describes. */
function gatherLines(lines: string): unknown {
  const [metadata = '', ...rows] = lines.trimEnd().split('\n');
  return { ...Object(JSON.parse(metadata)), rows: rows.map((row): unknown => JSON.parse(row)) };
}

describe('Files to the validators of others', function () {
  this.timeout(60_000);
  const { write, cells } = useWrittenFiles();

  for (const [format, toDocument] of [
    ['DATASET_JSON', (bytes: Buffer): unknown => JSON.parse(bytes.toString())],
    ['NDJSON', (bytes: Buffer) => gatherLines(bytes.toString())],
    ['DSJC', (bytes: Buffer) => gatherLines(inflateSync(bytes).toString())],
  ] as const) {
    it(`${format} is what CDISC's schema describes, as Ajv reads it`, async () => {
      const document = toDocument(await readFile(await write(format)));
      checkDatasetJson(document);
      assert.equal(document.rows.length, cells().length);
    });
  }

  it('HTML is valid and accessible to html-validate, as one page and as many', async () => {
    const single = await readFile(await write('HTML'), 'utf8');
    assert.deepEqual(await findFaults(single), []);
    const files = await unzip(await readFile(await write('HTML', { html: { rowsPerPage: 2 } })));
    const pages = files.filter(({ name }) => name.endsWith('.html'));
    assert.equal(pages.length, 1 + Math.ceil(cells().length / 2));
    for (const { name, content } of pages) assert.deepEqual(await findFaults(content.toString()), [], name);
  });
});
