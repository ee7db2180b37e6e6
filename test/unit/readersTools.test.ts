import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { TOOLS } from '../readers/checkTools.ts';

const script = readFileSync(new URL('../../.ci/run', import.meta.url), 'utf8');
const toPackages = (text: string, pattern: RegExp): string[] => [
  ...new Set(Array.from(text.matchAll(pattern), ([, names = '']) => names.split(' ')).flat()),
];

describe('the programs that open our files', () => {
  it('are installed by .ci/run from the very packages that are named where one is missing', () => {
    const [, body = ''] = /^find_readers\(\) \{\n(.*?)^\}/ms.exec(script) ?? [];
    const named = toPackages(TOOLS.map(({ cure }) => cure).join('\n'), /apt-get install (.*)$/gm);
    assert.ok(named.length > 0);
    assert.deepEqual(toPackages(body, /\binstall ([a-z- ]*[a-z])/g).toSorted(), named.toSorted());
    assert.match(script, /^READERS_PYTHON="\$\(find_python readers\)/m);
  });
});
