import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

const PACKAGES = 'pyarrow, duckdb, pandas, openpyxl, pyreadstat';
const TOOLS: readonly (readonly [name: string, command: readonly string[], cure: string])[] = [
  [
    'READERS_PYTHON, a Python with what tools/readers/requirements.txt lists',
    [process.env['READERS_PYTHON'] ?? '', '-c', `import ${PACKAGES}`],
    'python3 -m venv FOLDER && FOLDER/bin/pip install -r tools/readers/requirements.txt; export READERS_PYTHON=FOLDER/bin/python',
  ],
  [
    'R with haven, foreign and jsonlite',
    ['Rscript', '-e', 'library(haven); library(foreign); library(jsonlite)'],
    'apt-get install r-base-core r-cran-haven r-cran-foreign r-cran-jsonlite',
  ],
  ['LibreOffice', ['soffice', '--version'], 'apt-get install libreoffice-calc-nogui'],
  ['qpdf', ['qpdf', '--version'], 'apt-get install qpdf'],
  ['pdftotext', ['pdftotext', '-v'], 'apt-get install poppler-utils'],
];

/** Throws where a program is missing that is to open our files: all that are, each with how to get it. */
export async function checkTools(): Promise<void> {
  const missing: string[] = [];
  for (const [name, [command = '', ...args], cure] of TOOLS) {
    const isThere = await canRun(command, args);
    if (!isThere) missing.push(`${name}: ${cure}`);
  }
  if (missing.length > 0) throw new Error(`Missing for this test:\n${missing.join('\n')}`);
}

async function canRun(command: string, args: readonly string[]): Promise<boolean> {
  try {
    await run(command, args);
    return true;
  } catch {
    return false;
  }
}
