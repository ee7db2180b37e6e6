import type { DatasetSource, InputCell } from '../domain/dataset.ts';
import type { EnrollmentLimit } from '../domain/enrollmentLimit.ts';
import { createFault } from './createFault.ts';
import { openCsv } from './csv/openCsv.ts';
import { openSourceFile } from './openSourceFile.ts';

const MOST = 2 ** 31 - 1;

/**
 * The enrollment limits of a CSV file with the columns COUNTRY, SITEID, STATUS, SCREENING and RANDOMIZATION; blank cells
 * set no limit. Throws BAD_IMPORT_FILE, naming row and column.
 */
export async function readEnrollmentLimits(path: string, signal: AbortSignal): Promise<EnrollmentLimit[]> {
  const file = await openSourceFile(path);
  const limits: EnrollmentLimit[] = [];
  const places = new Set<string>();
  for (const source of await openCsv(file, signal)) {
    const positions = findPositions(source);
    for await (const batch of source.rows(signal)) {
      for (const cells of batch) {
        const row = limits.length + 1;
        const limit = toLimit(positions, { cells, row, fileName: file.name });
        const place = JSON.stringify([limit.country, limit.siteId]);
        if (places.has(place)) throw createFault(file.name, { row }, 'this country and site stand twice.');
        places.add(place);
        limits.push(limit);
      }
    }
  }
  return limits;
}

type Positions = Readonly<Record<'COUNTRY' | 'SITEID' | 'STATUS' | 'SCREENING' | 'RANDOMIZATION', number>>;
type Row = { cells: readonly InputCell[]; row: number; fileName: string };

function findPositions({ columns, fileName }: DatasetSource): Positions {
  const find = (name: string) => {
    const position = columns.findIndex((column) => column.name.toUpperCase() === name);
    if (position === -1) throw createFault(fileName, { column: name }, 'the column is missing.');
    return position;
  };
  return {
    COUNTRY: find('COUNTRY'),
    SITEID: find('SITEID'),
    STATUS: find('STATUS'),
    SCREENING: find('SCREENING'),
    RANDOMIZATION: find('RANDOMIZATION'),
  };
}

function toLimit(positions: Positions, { cells, row, fileName }: Row): EnrollmentLimit {
  const read = (column: keyof Positions) => {
    const cell = cells[positions[column]];
    return typeof cell === 'string' ? cell.trim() : '';
  };
  const readCount = (column: keyof Positions) => {
    const text = read(column);
    if (text === '') return null;
    if (/^\d+$/.test(text) && Number(text) <= MOST) return Number(text);
    throw createFault(fileName, { row, column }, 'a limit is a whole number, or blank for none.');
  };
  const [country, siteId] = [read('COUNTRY'), read('SITEID')];
  if (siteId !== '' && country === '') {
    throw createFault(fileName, { row, column: 'COUNTRY' }, 'a site stands in a country.');
  }
  return {
    ...{ country, siteId, status: read('STATUS') },
    screening: readCount('SCREENING'),
    randomization: readCount('RANDOMIZATION'),
  };
}
