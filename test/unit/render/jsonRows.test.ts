import assert from 'node:assert/strict';
import { text as readText } from 'node:stream/consumers';

import fc from 'fast-check';

import type { Cell } from '../../../src/domain/dataset.ts';
import { isIso } from '../../../src/render/datasetJson/isIso.ts';
import { createJsonRows } from '../../../src/render/jsonRows.ts';
import type { RowSet } from '../../../src/render/rowSet.ts';
import { encodedTextOf, rowSetOf, textColumn } from './copyCsv.ts';

const SHAPE = {
  toCell: () => ({ isQuoted: true }),
  open: '[',
  beforeCell: (_: unknown, index: number) => (index === 0 ? '' : ','),
  close: ']',
  separator: '\n',
};

async function encode(rowSet: RowSet): Promise<unknown[]> {
  const rows = createJsonRows(rowSet, SHAPE);
  const text = await readText(rows.bytes());
  const lines = text === '' ? [] : text.split('\n');
  assert.equal(rows.countRows(), lines.length);
  return lines;
}

describe('rows as JSON', () => {
  it('escape each character as JSON.stringify does', async () => {
    const texts = Array.from({ length: 0x300 }, (_, code) => `a${String.fromCharCode(code)}b`);
    const lines = await encode(rowSetOf({ columns: [textColumn('T')], rows: texts.map((text) => [text]) }));
    assert.deepEqual(
      lines,
      texts.map((text) => `[${JSON.stringify(text)}]`),
    );
  });

  it('understand each escape of COPY, and raw control characters beside them', async () => {
    const copy = 'a\\b\\f\\n\\r\\t\\v\\\\N"\u0001\u0008\u000b\u001f\u007f\t\\N\n\\\\N\t\n\t\\\\\n';
    for (const chunkBytes of [1, 3, 1_000]) {
      const columns = [textColumn('A'), textColumn('B')];
      assert.deepEqual(await encode(encodedTextOf(columns, copy, chunkBytes)), [
        '["a\\b\\f\\n\\r\\t\\u000b\\\\N\\"\\u0001\\b\\u000b\\u001f\u007f",null]',
        '["\\\\N",""]',
        '["","\\\\"]',
      ]);
    }
  });

  it('lose nothing of any text, whatever it holds', async () => {
    const cell = fc.option(fc.string({ unit: 'binary', maxLength: 20 }), { nil: null });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array<Cell>(cell, { minLength: 3, maxLength: 3 })), async (rows) => {
        const columns = ['A', 'B', 'C'].map((name) => textColumn(name));
        assert.deepEqual(
          await encode(rowSetOf({ columns, rows })),
          rows.map((row) => JSON.stringify(row)),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('have room for texts that grow sixfold, and give them out in chunks', async () => {
    const rows = Array.from({ length: 300 }, (_, row) => ['\u0001'.repeat(row * 40), '']);
    const columns = [textColumn('A'), textColumn('B')];
    const chunks: number[] = [];
    let text = '';
    for await (const chunk of createJsonRows(rowSetOf({ columns, rows }), SHAPE).bytes()) {
      chunks.push(chunk.length);
      text += Buffer.from(chunk).toString();
    }
    assert.equal(text, rows.map((row) => JSON.stringify(row)).join('\n'));
    assert.ok(chunks.length > 10 && Math.max(...chunks) < 1024 * 1024, chunks.join(' '));
  });
});

describe('moments of ISO 8601', () => {
  const PATTERNS = {
    date: /^\d{4}-\d\d-\d\d$/,
    time: /^\d\d:\d\d:\d\d(\.\d+)?$/,
    datetime: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?$/,
  };

  it('are told from what looks nearly like them', () => {
    const piece = fc.constantFrom(
      '2014-03-05',
      'T',
      '10:30:00',
      '.',
      '5',
      '123',
      ' BC',
      '-',
      '1',
      'infinity',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 5 }), (pieces) => {
        const text = pieces.join('');
        const bytes = Buffer.from(`7${text}7`);
        for (const type of ['date', 'time', 'datetime'] as const) {
          assert.equal(isIso(type, bytes, 1, bytes.length - 1), PATTERNS[type].test(text), `${type} ${text}`);
        }
      }),
      { numRuns: 5_000 },
    );
  });
});
