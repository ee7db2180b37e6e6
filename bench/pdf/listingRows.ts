export const LISTING_ROWS = 100_000;
export const LISTING_COLUMNS = [
  ...['STUDYID', 'USUBJID', 'LBSEQ', 'LBTESTCD', 'LBTEST'],
  ...['LBORRES', 'LBORRESU', 'LBDTC', 'VISITNUM', 'LBCOMM'],
];

/** A row of a laboratory listing; the same number always gives the same row. */
export function toListingRow(number: number): string[] {
  const day = String(1 + (number % 28)).padStart(2, '0');
  return [
    'CDISCPILOT01',
    `01-701-${1000 + (number % 900)}`,
    String(number % 200),
    'ALT',
    'Alanine Aminotransferase',
    String((number * 7919) % 10_000),
    'U/L',
    `2014-03-${day}T10:30`,
    String(number % 12),
    `OK ${((number * 2_654_435_761) % 4_294_967_296).toString(16)}`,
  ];
}
