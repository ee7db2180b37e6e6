import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { loadCatalogue } from '../../src/catalogue/loadCatalogue.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

const COMMANDS: Readonly<Record<string, string>> = {
  import: 'src/import.ts',
  'report:check': 'src/reportCheck.ts',
};
const ID = /\b[0-9A-F]{32}\b/;
const SECONDS = /\d+\.\d\d s$/gm;

type Block = { language: string; file: string | undefined; text: string };

/** The fenced blocks of the guide; a file's name stands after its language. */
function readBlocks(guide: string): Block[] {
  return [...guide.matchAll(/^```(\w+) ?(\S*)\n(.*?)^```$/gms)].map(([, language = '', file, text = '']) => ({
    language,
    file: file === '' ? undefined : file,
    text,
  }));
}

describe('docs/reports.md', () => {
  let database: TestDatabase;
  let folder: string;
  let blocks: readonly Block[];

  before(async () => {
    database = await createTestDatabase();
    folder = await mkdtemp(join(tmpdir(), 'guide-'));
    blocks = readBlocks(await readFile('docs/reports.md', 'utf8'));
    for (const { file, text } of blocks) if (file !== undefined) await writeFile(join(folder, file), text);
  });
  after(async () => {
    await rm(folder, { recursive: true });
    await database.drop();
  });

  /** What a command of the guide prints when it is typed where the guide's files are. */
  async function type(command: string): Promise<string> {
    const [, name = '', rest = ''] = /^npm run (\S+) -- (.*)$/.exec(command) ?? [];
    const script = COMMANDS[name];
    assert.ok(script !== undefined, `the test does not know the command ${command}`);
    const isFile = (word: string) => blocks.some(({ file }) => file === word);
    const words = rest.split(' ').map((word) => (isFile(word) ? join(folder, word) : word));
    const env = {
      ...process.env,
      MIGRATION_DATABASE_URL: database.ownerUrl,
      CLINICAL_DATABASE_URL: database.clinicalUrl,
    };
    const run = promisify(execFile)(process.execPath, ['--import', 'tsx', script, ...words], { env });
    const { stdout, stderr } = await run.catch((error: unknown) => {
      if (error instanceof Error && 'stdout' in error && 'stderr' in error) return error;
      throw error;
    });
    return `${String(stdout)}${String(stderr)}`.replaceAll(join(folder, '/'), '');
  }

  it('has commands that print what it says they print', async function () {
    this.timeout(120_000);
    const ids = { told: '', made: '' };
    const consoles = blocks.filter(({ language }) => language === 'console');
    assert.ok(consoles.length >= 5);
    for (const { text } of consoles) {
      const [, command = '', expected = ''] = /^\$ ([^\n]*)\n(.*)$/s.exec(text) ?? [];
      const printed = await type(command.replaceAll(ids.told || '\0', ids.made));
      if (command.includes('npm run import')) {
        ids.told = ID.exec(expected)?.[0] ?? '';
        ids.made = ID.exec(printed)?.[0] ?? '';
        assert.ok(ids.made !== '', printed);
      }
      assert.equal(
        printed.replaceAll(ids.made || '\0', ids.told).replaceAll(SECONDS, '0.10 s'),
        expected,
        command,
      );
    }
  });

  it('ends in a definition that the catalogue takes beside those of the product', async () => {
    const reports = await mkdtemp(join(tmpdir(), 'guide-reports-'));
    try {
      for (const file of ['subjectDataExtract.yaml', 'learnTraining.yaml']) {
        await copyFile(join('reports', file), join(reports, file));
      }
      await copyFile(join(folder, 'bodyWeights.yaml'), join(reports, 'bodyWeights.yaml'));
      const names = (await loadCatalogue(reports)).list().map(({ definition }) => definition.name);
      assert.deepEqual(names, ['Body Weights', 'Learn Training', 'Subject Data Extract']);
    } finally {
      await rm(reports, { recursive: true });
    }
  });
});
