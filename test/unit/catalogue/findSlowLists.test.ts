import assert from 'node:assert/strict';

import { findSlowLists } from '../../../src/catalogue/findSlowLists.ts';
import { loadCatalogue } from '../../../src/catalogue/loadCatalogue.ts';
import { parseDefinition } from '../../../src/catalogue/parseDefinition.ts';
import { spoil } from './definitionText.ts';

function find(condition: string) {
  const parsed = parseDefinition(spoil('WHERE', `WHERE ${condition} AND`));
  assert.ok('definition' in parsed);
  return findSlowLists(parsed.definition);
}

describe('findSlowLists', () => {
  it('finds a list that is compared element by element, by its line', () => {
    assert.deepEqual(find('dm.siteid = ANY (:SITEID)'), [{ parameter: ':SITEID', line: 3 }]);
    assert.deepEqual(find('dm.siteid = any(/* all */ :SITEID::text[])'), [{ parameter: ':SITEID', line: 3 }]);
  });

  it('finds nothing in a list that is hashed, or in a comment', () => {
    assert.deepEqual(find('dm.siteid IN (SELECT unnest(:SITEID))'), []);
    assert.deepEqual(find("dm.siteid = ANY (ARRAY['701']) /* any(:SITEID) */"), []);
  });

  for (const folder of ['reports', 'bench/reports']) {
    it(`finds nothing in ${folder}`, async () => {
      for (const { definition } of (await loadCatalogue(folder)).list())
        assert.deepEqual(findSlowLists(definition), [], definition.name);
    });
  }
});
