import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import type { Format } from '../../src/domain/reportDefinition.ts';
import type { RenderOptions } from '../../src/render/fileRenderer.ts';
import { renderOutput } from '../../src/render/renderOutput.ts';
import type { Sample } from '../integration/importFixture.ts';
import { extract, useRowSource } from '../integration/rowSourceFixture.ts';
import { RENDER_OPTIONS } from '../support/renderOptions.ts';
import { reportOf } from '../support/reportOf.ts';
import { unzip } from '../support/unzip.ts';
import { type DatabaseTable, readDatabase } from './databaseTables.ts';

/** The samples as they stand in the database, for the suite that calls this, and the files that are made of them. */
export function useWrittenFiles(...samples: readonly Sample[]) {
  const source = useRowSource(...samples);
  let folder = '';
  let tables: readonly DatabaseTable[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'readers-'));
    tables = await readDatabase(source.database().ownerUrl, source.scope().studyId);
  });
  after(() => rm(folder, { recursive: true }));

  /** Answers the paths of the report's files: several come out of their ZIP, without its manifest, in its order. */
  async function write(format: Format, options: Partial<RenderOptions> = {}): Promise<string[]> {
    const snapshot = await source.open(extract());
    try {
      const { content, fileName } = renderOutput({
        formats: [format],
        options: { ...RENDER_OPTIONS, lossy: { rename: true, cut: true }, ...options },
        report: reportOf(snapshot.datasets),
        name: format.toLowerCase(),
        describe: () => undefined,
      });
      const path = join(folder, fileName);
      await pipeline(content, createWriteStream(path));
      return fileName.endsWith('.zip') ? await unpack(path) : [path];
    } finally {
      await snapshot.close();
    }
  }

  async function unpack(path: string): Promise<string[]> {
    const below = await mkdtemp(join(folder, `${basename(path, '.zip')}-`));
    const files = (await unzip(await readFile(path))).filter(({ name }) => name !== 'manifest.json');
    for (const { name, content } of files) await writeFile(join(below, name), content);
    return files.map(({ name }) => join(below, name));
  }

  return { write, tables: () => tables };
}
