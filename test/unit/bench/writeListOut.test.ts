import assert from 'node:assert/strict';

import { writeListOut } from '../../../bench/writeListOut.ts';

describe('writeListOut', () => {
  const read = "select v from unnest(current_setting('r.p1')::text[]) v";

  it('writes the values where the list was read, and leaves the rest as it is', () => {
    const statement = `select (a), b from (t) where (t.a in (${read})) is true order by (a)`;
    assert.equal(
      writeListOut(statement, ['one', "o'two"]),
      "select (a), b from (t) where (t.a in ('one', 'o''two')) is true order by (a)",
    );
  });

  it('refuses a statement that reads no list', () => {
    assert.throws(() => writeListOut("select a from t where a in ('b')", ['c']), /reads no list/);
  });
});
