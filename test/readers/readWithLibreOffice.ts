import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

import { type ReadTable, readWithPython } from './readWith.ts';

const run = promisify(execFile);
/** Every sheet, cells as they are and not as they are shown. */
const FILTER = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1';

/** The datasets of a workbook as LibreOffice has them in its sheets: each written out again as CSV, which Python reads. */
export async function readWithLibreOffice(path: string): Promise<ReadTable[]> {
  const folder = await mkdtemp(join(tmpdir(), 'office-'));
  try {
    await run('soffice', [
      ...[`-env:UserInstallation=file://${folder}/profile`, '--headless'],
      ...['--convert-to', FILTER, '--outdir', folder, path],
    ]);
    // Its exit code is 0 even where it could not open the file.
    const prefix = `${basename(path, '.xlsx')}-`;
    const sheets = (await readdir(folder)).filter((name) => name.startsWith(prefix)).sort();
    if (!sheets.includes(`${prefix}Report.csv`)) {
      throw new Error(
        'LibreOffice has not opened the workbook, or is without Calc: apt-get install libreoffice-calc-nogui',
      );
    }
    const datasets = sheets.filter((name) => name !== `${prefix}Report.csv`);
    const tables = await readWithPython(
      'csv',
      datasets.map((name) => join(folder, name)),
    );
    return tables.map((table, index) => ({
      ...table,
      name: (datasets[index] ?? '').slice(prefix.length, -'.csv'.length),
    }));
  } finally {
    await rm(folder, { recursive: true });
  }
}
