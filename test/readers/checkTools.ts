import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);

const REQUIREMENTS = 'tools/readers/requirements.txt';
const REQUIRED = readFileSync(new URL(`../../${REQUIREMENTS}`, import.meta.url), 'utf8');
/** Every package by its name, which is the one that it is imported by. */
const IMPORTS = Array.from(REQUIRED.matchAll(/^([a-z]+)==/gm), ([, name]) => name).join(', ');

type Tool = { name: string; command: readonly string[]; cure: string };

export const TOOLS: readonly Tool[] = [
  {
    name: `READERS_PYTHON, a Python with what ${REQUIREMENTS} lists`,
    command: [process.env['READERS_PYTHON'] ?? '', '-c', `import ${IMPORTS}`],
    cure: `python3 -m venv FOLDER && FOLDER/bin/pip install -r ${REQUIREMENTS}; export READERS_PYTHON=FOLDER/bin/python`,
  },
  {
    name: 'R with haven, foreign and jsonlite',
    command: ['Rscript', '-e', 'library(haven); library(foreign); library(jsonlite)'],
    cure: 'apt-get install r-base-core r-cran-haven r-cran-foreign r-cran-jsonlite',
  },
  {
    name: 'LibreOffice',
    command: ['soffice', '--version'],
    cure: 'apt-get install libreoffice-calc-nogui',
  },
  { name: 'qpdf', command: ['qpdf', '--version'], cure: 'apt-get install qpdf' },
  ...['pdftotext', 'pdfinfo', 'pdffonts'].map((name) => ({
    ...{ name, command: [name, '-v'], cure: 'apt-get install poppler-utils' },
  })),
];

/** Throws where a program is missing that is to open our files: all that are, each with how to get it. */
export async function checkTools(): Promise<void> {
  const missing: string[] = [];
  for (const { name, command, cure } of TOOLS) {
    if (!(await canRun(command))) missing.push(`${name}: ${cure}`);
  }
  if (missing.length > 0) throw new Error(`Missing for this test:\n${missing.join('\n')}`);
}

async function canRun([command = '', ...args]: readonly string[]): Promise<boolean> {
  try {
    await run(command, args);
    return true;
  } catch {
    return false;
  }
}
