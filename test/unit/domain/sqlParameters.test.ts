import assert from 'node:assert/strict';

import { splitSqlParameters } from '../../../src/domain/sqlParameters.ts';

const CASES: readonly (readonly [string, string, readonly string[]])[] = [
  ['names', 'a = :x and b = :Y_1', ['x', 'Y_1']],
  ['none in a cast', 'a::text = :x::text', ['x']],
  ['none in a string', "':a' || 'it''s :b' || :x", ['x']],
  ['none in an escape string', String.raw`E'\':a' || e'\\' || :x`, ['x']],
  ['none where an escape string goes on', String.raw`E'a'` + '\n  ' + String.raw`'\':b' || :x`, ['x']],
  ['none in a quoted name', '":a""b :c" = :x', ['x']],
  ['none in dollar quotes', '$$ :a $$ || $t$ :b $$ $t$ || :x', ['x']],
  ['some after a name with dollars', 'x$y$ = :x and z$y$ = :z', ['x', 'z']],
  ['none in a comment', '-- :a\n/* :b /* :c */ :d */ :x', ['x']],
  ['none in an assignment of an argument', 'f(a := 1, b => :x)', ['x']],
  ['none of a digit', 'a[1:2]', []],
];

describe('splitSqlParameters', () => {
  for (const [what, statement, expected] of CASES) {
    it(`finds ${what}, and loses nothing of the statement`, () => {
      const parts = splitSqlParameters(statement);
      const names = parts.flatMap((part) => ('parameter' in part ? [part.parameter] : []));
      assert.deepEqual(names, expected);
      const again = parts.map((part) => ('text' in part ? part.text : `:${part.parameter}`)).join('');
      assert.equal(again, statement);
    });
  }
});
