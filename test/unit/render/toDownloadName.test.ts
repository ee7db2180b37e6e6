import assert from 'node:assert/strict';

import { toDownloadName } from '../../../src/render/toDownloadName.ts';

const at = new Date('2026-03-04T05:06:07.890Z');

describe('toDownloadName', () => {
  it('says study, report and time', () => {
    assert.equal(
      toDownloadName({ title: 'CDISCPILOT01', reportName: 'Subject Data Extract', at }),
      'CDISCPILOT01_Subject-Data-Extract_20260304T050607Z',
    );
  });

  it('begins with the report where there is no study', () => {
    assert.equal(
      toDownloadName({ title: null, reportName: 'Learn Training', at }),
      'Learn-Training_20260304T050607Z',
    );
  });

  it('keeps letters of any script', () => {
    assert.equal(
      toDownloadName({ title: '試験-Ω 1', reportName: 'Étude', at }),
      '試験-Ω-1_Étude_20260304T050607Z',
    );
  });

  it('lets nothing through that a file system or a header could take for its own', () => {
    assert.equal(
      toDownloadName({ title: '../..\\a"b;\r\nc\0', reportName: 'x/y*?', at }),
      'a-b-c_x-y_20260304T050607Z',
    );
    assert.equal(toDownloadName({ title: '...', reportName: '///', at }), '20260304T050607Z');
  });

  it('stays short', () => {
    assert.ok(toDownloadName({ title: 'a'.repeat(500), reportName: '𝄞𠀀'.repeat(500), at }).length < 300);
  });
});
