import type { Column, DataType, InputCell } from '../../src/domain/dataset.ts';
import type { Sample } from '../integration/importFixture.ts';

export const column = (name: string, type: DataType, more: Partial<Column> = {}): Column => ({
  name,
  label: `Label of ${name}`,
  type,
  ...more,
});

const date = (name: string) => column(name, 'date', { displayFormat: 'DATE9.' });
const time = (name: string) => column(name, 'time', { displayFormat: 'TIME8.' });
const datetime = (name: string) => column(name, 'datetime', { displayFormat: 'DATETIME20.' });

/** Texts that look like something else, or that a format has to take care of; of each column one. */
const TEXTS: readonly (readonly [usubjid: string, term: string, start: string])[] = [
  ['001', 'Headache, "severe"', '2014-03'],
  ['00701', 'ζάλη & ναυτία', '2014'],
  ['1E5', '=1+1', ''],
  ['', 'two\nlines', '2014-03-05'],
  ['005', '頭痛 😀 צהוב', '2014-03-05T10:30'],
  ['006', '<b>&amp;</b> _x0041_', '--03-05'],
  ['701', "'", '2014---05'],
  ['007', '"', '-----T10:30'],
  ['+5', 'one\r\ntwo\r\n\r\nfour', '2014-03-05T10:30:15'],
  ['-1', ' leading blanks, and \ta tab', '2014-03-05'],
  ['1.0', 'Крапивница', 'UN-UNK-2014'],
  ['TRUE', 'mề đay', '2014-12-31'],
  ['NULL', '\\N', 'NA'],
  ['1/2', '@SUM(A1)', '12:30'],
];

const VALUES: readonly (readonly InputCell[])[] = [
  ['1', '0.1', '12.50', '2014-03-05', '10:30:00', '2014-03-05T10:30:15', 'true'],
  ['-2', '-118.625', '-0.001', '1960-01-01', '00:00:00', '1960-01-01T00:00:00', 'false'],
  ['2147483647', '1e-20', '123456789.12', '2024-02-29', '23:59:59', '2024-02-29T23:59:59', 'true'],
  ['0', '123456789012345', '0', null, null, null, null],
  ['5', { special: 'A' }, '5', { special: 'Z' }, { special: 'B' }, { special: '_' }, 'false'],
  ['6', '6', '6', '2030-12-31', '12:00:00', '2030-12-31T12:00:00', 'true'],
  ['6', '6', '6', '1959-12-31', '12:00:00', '1959-12-31T23:59:59', 'true'],
  ['-2147483648', '-1', '-0.50', '1901-02-28', '00:00:01', '1901-02-28T00:00:01', 'false'],
];

const AE: Sample = {
  name: 'AE',
  columns: [
    column('USUBJID', 'string'),
    column('AETERM', 'string'),
    column('AESTDTC', 'string', { logicalType: 'date' }),
    column('AESEQ', 'integer'),
    column('AEDOSE', 'float', { displayFormat: '8.3' }),
    column('AEAMT', 'decimal'),
    date('AESTDT'),
    time('AETM'),
    datetime('AEDTM'),
    column('AESER', 'boolean'),
  ],
  rows: [
    ...TEXTS.map((texts, index) => [...texts, ...(VALUES[index % VALUES.length] ?? [])]),
    ['nothing', null, null, ...Array.from({ length: 7 }, () => null)],
  ],
};

const LETTERS = '_ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');

/** Every special missing value in a column of every type that can have one, and beside them a plain one. */
const MISSING: Sample = {
  name: 'MISS',
  columns: [
    column('SUBJID', 'string', { displayFormat: '$CHAR20.' }),
    column('WHOLE', 'integer', { displayFormat: 'BEST12.' }),
    column('MEASURED', 'float', { displayFormat: '8.2' }),
    date('DAY'),
    time('CLOCK'),
    datetime('MOMENT'),
  ],
  rows: [
    ...LETTERS.map((special, index): InputCell[] => [
      String(index).padStart(3, '0'),
      ...Array.from({ length: 5 }, () => ({ special })),
    ]),
    ['plain', null, null, null, null, null],
    ['none', '0', '-0.25', '1960-01-01', '00:00:00', '1960-01-01T00:00:00'],
  ],
};

const SENTENCE = 'Ο ασθενής ανέφερε ζάλη και ναυτία μετά τη λήψη. ';

/** What version 5 of SAS transport cannot hold, and what other formats have limits for. */
const LONG: Sample = {
  name: 'AdverseEventsOfSpecialInterest_1',
  columns: [
    column('SubjectIdentifierWithinTheStudy1', 'string'),
    column('AdverseEventTermAsReportedByItem', 'string', { label: SENTENCE.repeat(2).trimEnd() }),
    column('AdverseEventGradeAtWorst', 'integer', {
      label: 'x'.repeat(41),
      displayFormat: 'ADVERSEEVENTGRADE3.',
    }),
    column('Größe (cm)', 'float', { label: 'y'.repeat(256) }),
    column('FirstDay', 'date', { label: '', displayFormat: 'YYMMDD10.' }),
  ],
  rows: [
    ['001', SENTENCE.repeat(8).trimEnd(), '1', '170.5', '2014-03-05'],
    ['002', 'x'.repeat(199) + 'ä and more', '5', '-1', '1960-01-01'],
    ['003', '😀'.repeat(60), null, null, null],
    ['004', '', '3', '0', '2024-02-29'],
  ],
};

const EMPTY: Sample = { name: 'EMPTY', columns: [column('USUBJID', 'string'), date('DAY')], rows: [] };

/** One study with all that a file has to carry over. */
export const WRITTEN_STUDY: readonly Sample[] = [AE, MISSING, LONG, EMPTY];
