import assert from 'node:assert/strict';

import { parseFormatList, readFormatList } from '../../../src/domain/formatList.ts';
import type { Format } from '../../../src/domain/reportDefinition.ts';

const formats: readonly Format[] = ['CSV', 'XPORT', 'XPORT5'];
const parse = (text: string) => parseFormatList(text, { name: 'Extract', formats });

describe('parseFormatList', () => {
  for (const [text, list] of [
    ['CSV', 'CSV'],
    ['xport', 'XPORT'],
    ['XPORT5, csv', 'CSV,XPORT5'],
    ['CSV,CSV', 'CSV'],
  ] as const) {
    it(`reads ${text} as ${list}`, () => {
      assert.equal(parse(text), list);
      assert.equal(readFormatList(parse(text)).join(','), list);
    });
  }

  for (const text of ['', 'CSV,', 'CSV XPORT', 'CSV;XPORT', 'DOCX', '__proto__']) {
    it(`refuses ${JSON.stringify(text)} with what is offered`, () => {
      assert.throws(() => parse(text), {
        code: 'BAD_FORMAT',
        details: 'Extract offers CSV, XPORT, XPORT5; several with commas between.',
      });
    });
  }

  for (const text of ['CPORT', 'sas7bdat', 'CSV,SAS7BDAT']) {
    it(`says why ${text} cannot be had, and what can`, () => {
      assert.throws(() => parse(text), {
        code: 'BAD_FORMAT',
        details: /^(CPORT|SAS7BDAT) is .* not documented.* Order XPORT\. Extract offers CSV, /,
      });
    });
  }
});
