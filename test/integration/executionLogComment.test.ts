import assert from 'node:assert/strict';

import { type Logs, openLogs } from '../support/openLogs.ts';

const MOST_CHARACTERS = 4000;

/** An entry of so many characters that can be told from others. */
const entry = (length: number, letter = 'a') => letter.repeat(length);

describe('append_comment', () => {
  let logs: Logs;
  before(async () => {
    logs = await openLogs();
  });
  after(() => logs.close());

  const append = async (old: string | null, added: string | null): Promise<unknown> => {
    const [row] = await logs.asService('select append_comment(:old, :added) as comment', { old, added });
    return row?.['comment'];
  };

  it('begins with the first entry', async () => {
    assert.equal(await append(null, 'first'), 'first');
    assert.equal(await append('', 'first'), 'first');
  });

  it('puts the newest last, on a line of its own', async () => {
    assert.equal(await append('first\nsecond', 'third'), 'first\nsecond\nthird');
  });

  it('leaves the comment as it is where there is nothing to add', async () => {
    assert.equal(await append('first', null), 'first');
    assert.equal(await append(null, null), null);
  });

  const CASES: [string, string, string, string][] = [
    [
      'keeps everything that fits exactly 4,000 characters',
      `${entry(1999)}\n${entry(1000, 'b')}`,
      entry(999, 'c'),
      `${entry(1999)}\n${entry(1000, 'b')}\n${entry(999, 'c')}`,
    ],
    [
      'drops the oldest where one character is too many',
      `${entry(1999)}\n${entry(1000, 'b')}`,
      entry(1000, 'c'),
      `${entry(1000, 'b')}\n${entry(1000, 'c')}`,
    ],
    [
      'keeps an old entry whose first character is the first that fits',
      `${entry(500)}\n${entry(2000, 'b')}`,
      entry(1999, 'c'),
      `${entry(2000, 'b')}\n${entry(1999, 'c')}`,
    ],
    [
      'drops an old entry that lacks one character of room',
      `${entry(500)}\n${entry(2000, 'b')}`,
      entry(2000, 'c'),
      entry(2000, 'c'),
    ],
    [
      'keeps the newest alone where the only old one does not fit',
      entry(3000),
      entry(2000, 'c'),
      entry(2000, 'c'),
    ],
    ['keeps an entry of 3,998 with an old one of one', 'b', entry(3998, 'c'), `b\n${entry(3998, 'c')}`],
    ['keeps an entry of 3,999 alone', 'first\nb', entry(3999, 'c'), entry(3999, 'c')],
    ['keeps an entry of 4,000 alone', 'first\nb', entry(4000, 'c'), entry(4000, 'c')],
    ['cuts an entry that is longer by itself', 'first\nb', entry(4001, 'c'), entry(4000, 'c')],
    ['cuts a first entry that is longer by itself', '', entry(5000, 'c'), entry(4000, 'c')],
    [
      'counts characters, not bytes',
      `${entry(1999, '漢')}\n${entry(1000, 'é')}`,
      entry(999, '😀'),
      `${entry(1999, '漢')}\n${entry(1000, 'é')}\n${entry(999, '😀')}`,
    ],
    ['cuts no character in two', 'first', entry(4001, '😀'), entry(4000, '😀')],
  ];
  for (const [what, old, added, expected] of CASES) {
    it(what, async () => {
      assert.equal(await append(old, added), expected);
    });
  }

  it('keeps the newest whole entries of a long conversation, as many as fit', async () => {
    let comment: unknown = null;
    const said: string[] = [];
    for (let index = 0; index < 60; index += 1) {
      const next = `${index} ${entry(1 + ((index * 337) % 1500), index % 3 === 0 ? '漢' : 'x')}`;
      said.push(next);
      comment = await append(comment as string | null, next);
      assert.equal(comment, keepNewest(said), `after entry ${index}`);
    }
  });
});

/** The rule in other words: from the newest back, while they and their line breaks fit. */
function keepNewest(said: readonly string[]): string {
  const kept: string[] = [];
  for (const next of said.toReversed()) {
    if (Array.from([next, ...kept].join('\n')).length > MOST_CHARACTERS) break;
    kept.unshift(next);
  }
  return kept.join('\n');
}
