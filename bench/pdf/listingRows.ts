import type { DatasetSource } from '../../src/domain/dataset.ts';
import { generatedDataset } from '../../src/embedded/demoStudy/generatedDataset.ts';

export const LISTING_ROWS = 100_000;
export const LISTING_COLUMNS = [
  ...['STUDYID', 'USUBJID', 'LBSEQ', 'LBTESTCD', 'LBTEST'],
  ...['LBORRES', 'LBORRESU', 'LBDTC', 'VISITNUM', 'LBCOMM'],
];

/** The listing as a dataset of the store, all of it text. */
export function createListingDataset({ name, rows }: { name: string; rows: number }): DatasetSource {
  return generatedDataset({
    name,
    label: 'Laboratory Test Results',
    columns: LISTING_COLUMNS.map((column) => ({ name: column, label: column, type: 'string' })),
    parameters: { listing: 1, rows },
    *rows() {
      for (let number = 0; number < rows; number++) yield toListingRow(number);
    },
  });
}

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
