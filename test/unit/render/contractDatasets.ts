import type { Cell, Column, DataType } from '../../../src/domain/dataset.ts';

export type Shape = { columns: readonly Column[]; rows: readonly (readonly Cell[])[] };

export const column = (name: string, type: DataType = 'string'): Column => ({
  ...{ name, label: `Label ${name}`, type },
});
export const shape = (columns: readonly Column[], ...rows: (readonly Cell[])[]): Shape => ({ columns, rows });
export const TEXTS = [column('USUBJID'), column('AETERM')];

const TYPES = [
  ...[column('USUBJID'), column('AESEQ', 'integer'), column('AEDOSE', 'float'), column('AEAMT', 'decimal')],
  ...[column('AEOK', 'boolean'), column('AEDT', 'date'), column('AETM', 'time'), column('AEDTM', 'datetime')],
];
const ONE_OF_EACH = ['001', '1', '0.5', '12.50', 'true', '2014-03-05', '10:30:00', '2014-03-05T10:30:15'];
const ANOTHER = [
  '002',
  '-1',
  '-1e-05',
  '-0.001',
  'false',
  '1960-01-01',
  '23:59:59.25',
  '2024-02-29T23:59:59.5',
];
const WIDE = Array.from({ length: 500 }, (_, index) => column(`C${index + 1}`, TYPES[index % 8]?.type));

/** What every format holds. */
export const DATASETS: Readonly<Record<string, Shape>> = {
  'no rows': shape(TEXTS),
  'one row': shape(TEXTS, ['701-1', 'Headache']),
  'every type': shape(TYPES, ONE_OF_EACH, ANOTHER),
  'NULL beside empty': shape(TYPES, ['', ...Array<Cell>(7).fill(null)], Array<Cell>(8).fill(null)),
  'blank rows at the end': shape(TEXTS, ['701-1', 'x'], ['', ''], ['', '']),
  'what others read as markup or formulas': shape(
    TEXTS,
    ['<script>alert(1)</script>', '=HYPERLINK("x")&amp;]]>'],
    ['@SUM(1)', '"; --\\,\''],
    ['_x0041_', '\\N'],
  ),
  '500 columns of every type': shape(
    WIDE,
    WIDE.map((_, index) => ONE_OF_EACH[index % 8] ?? null),
    WIDE.map(() => null),
    WIDE.map((_, index) => ANOTHER[index % 8] ?? null),
  ),
};

const range = (first: number, last: number): string =>
  String.fromCharCode(...Array.from({ length: last - first + 1 }, (_, index) => first + index));

/** Cells that some formats change or refuse, each in a dataset of its own. */
export const EXTREMES: Readonly<Record<string, readonly [DataType, string]>> = {
  'minus zero': ['float', '-0'],
  'the smallest denormal number': ['float', '5e-324'],
  'the smallest normal number': ['float', '2.2250738585072014e-308'],
  'the largest number': ['float', '1.7976931348623157e+308'],
  'the most negative number': ['float', '-1.7976931348623157e+308'],
  'a number of 17 digits': ['float', '0.30000000000000004'],
  'what is no number': ['float', 'NaN'],
  infinity: ['float', '-Infinity'],
  'a special missing float': ['float', '.A'],
  'a special missing integer': ['integer', '._'],
  'the largest integer': ['integer', '9223372036854775807'],
  'the smallest integer': ['integer', '-9223372036854775808'],
  'an integer that no double is': ['integer', '9007199254740993'],
  'a decimal of 80 digits': ['decimal', `${'9'.repeat(40)}.${'8'.repeat(40)}`],
  'a decimal close to zero': ['decimal', '-0.0000000000000000000000000001'],
  'the first day': ['date', '0001-01-01'],
  'the last day': ['date', '9999-12-31'],
  microseconds: ['datetime', '2024-02-29T23:59:59.123456'],
  'a text of 32,767 characters': ['string', 'x'.repeat(32_767)],
  'a text of 32,767 characters in words': ['string', 'The quick brown fox. '.repeat(1_600).slice(0, 32_767)],
  'a text of 32,767 characters and more bytes': ['string', 'é'.repeat(32_767)],
  'a text of 201 bytes': ['string', 'x'.repeat(201)],
  blanks: ['string', '  a  '],
  'line ends and tabs': ['string', 'tab\there, line\nbreak, return\r\nand\r'],
  'control characters': ['string', `a${range(0x01, 0x1f)}b`],
  'more control characters': ['string', `a${range(0x7f, 0x9f)}b`],
  'what is no character': ['string', 'a\uFFFEb'],
  'astral characters': ['string', '𝒳𠀀🇩🇰'],
  'joined characters': ['string', '👩‍👩‍👧‍👦'],
  'a mark on a letter': ['string', 'e\u0301'],
  'text from right to left': ['string', 'שלום'],
  'text in both directions': ['string', 'abc مرحبا 123'],
  'a mark that turns the direction': ['string', 'x\u202Eabc\u200F'],
};
