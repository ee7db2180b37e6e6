import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createSubjectTally } from '../../../../src/db/import/createSubjectTally.ts';
import type { Column, DatasetSource } from '../../../../src/domain/dataset.ts';
import { openSources } from '../../../../src/intake/openSources.ts';

const { signal } = new AbortController();
const text = (name: string): Column => ({ name, label: '', type: 'string' });

/** A CSV file of so many columns whose records come one by one. */
function sourceOf(
  columns: readonly Column[],
  records: readonly string[],
  more: Partial<DatasetSource> = {},
): DatasetSource {
  return {
    ...{ name: 'VS', label: '', columns, fileName: 'vs.csv' },
    readSha256: () => assert.fail('no file is read for it'),
    rows: () => assert.fail('the records are enough'),
    async *csvRecords() {
      for (const record of records) {
        const bytes = Buffer.from(record);
        yield await Promise.resolve({ bytes, starts: [0], ends: [bytes.length] });
      }
    },
    ...more,
  };
}

const COLUMNS = [text('VSTESTCD'), text('USUBJID'), text('visitnum'), text('VISIT'), text('SITEID')];

async function tally(records: readonly string[], mostBytes?: number) {
  const made = createSubjectTally(sourceOf(COLUMNS, records), mostBytes);
  const passed: string[] = [];
  for await (const { bytes } of made?.source.csvRecords?.(signal) ?? [])
    passed.push(Buffer.from(bytes).toString());
  assert.deepEqual(passed, records);
  const tallied = made?.finish();
  assert.equal(tallied !== undefined, (made?.sizeBytes() ?? 0) > 0);
  return tallied;
}

describe('a tally of subjects', () => {
  it('has a line per subject and visit with the greatest text of each attribute, by its bytes', async () => {
    const tallied = await tally([
      'HR,s2,1,WEEK 1,701',
      'HR,s1,2,"WEEK 2, ""late""",701',
      '"a,b",s1,2,WEEK 2,\u{1f600}',
      'HR,"s1",2,,\uffee',
      'HR,,3,NOBODY,701',
      'HR,s1, 3 ,WEEK\\3\t,',
    ]);
    assert.ok(tallied);
    assert.deepEqual(tallied.attributes, ['siteid', 'visit']);
    assert.equal(
      Buffer.concat([...tallied.encode(-2)]).toString(),
      [
        '-2\ts1\t2\t\u{1f600}\tWEEK 2, "late"',
        '-2\ts1\t3\t\tWEEK\\\\3\\t',
        '-2\ts2\t1\t701\tWEEK 1',
        '',
      ].join('\n'),
    );
  });

  it('has every row of a file that is read block by block', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tally-'));
    try {
      const path = join(folder, 'vs.csv');
      const note = 'x'.repeat(3_000);
      const subjects = Array.from({ length: 2_000 }, (_, index) => `s${100_000 + index}`);
      const lines = subjects.map((subject) => `${note},${subject},1,WEEK 1`);
      await writeFile(path, ['NOTE,USUBJID,VISITNUM,VISIT', ...lines, ''].join('\n'));
      const [source] = await openSources([path], signal);
      const made = source && createSubjectTally(source);
      for await (const { starts } of made?.source.csvRecords?.(signal) ?? []) assert.ok(starts.length > 0);
      const tallied = Buffer.concat([...(made?.finish()?.encode(0) ?? [])]).toString();
      assert.equal(tallied, subjects.map((subject) => `0\t${subject}\t1\tWEEK 1\n`).join(''));
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('is none where it became too large, or where its records were not read to their end', async () => {
    const records = Array.from({ length: 20 }, (_, index) => `HR,s${index},1,WEEK 1,701`);
    assert.ok(await tally(records, 3_000));
    assert.equal(await tally(records, 1_500), undefined);
    const made = createSubjectTally(sourceOf(COLUMNS, records));
    for await (const { starts } of made?.source.csvRecords?.(signal) ?? []) if (starts.length > 0) break;
    assert.equal(made?.finish(), undefined);
  });

  it('is not begun where values are no texts of the file, where each row is a visit, or where nobody is named', () => {
    const without = (columns: readonly Column[], more: Partial<DatasetSource> = {}) => {
      assert.equal(createSubjectTally(sourceOf(columns, [], more)), undefined);
    };
    without([text('USUBJID'), { ...text('VISITNUM'), type: 'decimal' }]);
    without([text('USUBJID'), text('usubjid')]);
    without([text('SITEID')]);
    without(COLUMNS, { name: 'SV' });
    const rows = sourceOf(COLUMNS, []);
    delete rows.csvRecords;
    assert.equal(createSubjectTally(rows), undefined);
  });
});
