import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { CatalogueError } from '../../../src/catalogue/catalogueError.ts';
import { loadCatalogue } from '../../../src/catalogue/loadCatalogue.ts';
import { watchCatalogue } from '../../../src/catalogue/watchCatalogue.ts';
import { spoil, VALID } from './definitionText.ts';

const ID = '0123456789ABCDEF0123456789ABCDEF';

describe('loadCatalogue', () => {
  let folder: string;
  const write = (file: string, text: string) => writeFile(join(folder, file), text);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'reports-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('reads the definitions that come with the product', async () => {
    const catalogue = await loadCatalogue('reports');
    assert.deepEqual(
      catalogue.list().map(({ definition }) => [definition.name, definition.level]),
      [
        ['Adverse Event Listing', 'study'],
        ['Dispositions', 'study'],
        ['Lab Results', 'study'],
        ['Learn Training', 'tenant'],
        ['Medications', 'study'],
        ['Study Enrollment', 'study'],
        ['Subject Data', 'study'],
        ['Subject Data Extract', 'study'],
        ['Subject Queries', 'study'],
        ['Subject Visits', 'study'],
      ],
    );
  });

  it('finds a definition by its id, with the checksum of its bytes', async () => {
    await write('ages.yaml', VALID);
    const catalogue = await loadCatalogue(folder);
    assert.equal(catalogue.find(ID)?.definition.name, 'Ages');
    assert.equal(catalogue.find(ID)?.sha256, createHash('sha256').update(VALID).digest('hex'));
    assert.equal(catalogue.find('F'.repeat(32)), undefined);
  });

  it('names all faults of all files, each with its file and line', async () => {
    await write('a.yaml', spoil('level: study', 'level: site'));
    await write('b.yaml', spoil('[CSV]', '[DOC]', spoil('AGE desc', 'SEX')));
    await write('c.yaml', 'name: [');
    const error = await loadCatalogue(folder).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof CatalogueError);
    assert.deepEqual(
      error.faults.filter(({ file }) => file !== 'c.yaml').map(({ file, line }) => `${file}:${line}`),
      ['a.yaml:3', 'b.yaml:4', 'b.yaml:18'],
    );
    assert.match(error.message, /^ {2}a\.yaml:3: level: /m);
    assert.match(error.message, /^ {2}c\.yaml:1: not valid YAML/m);
  });

  it('refuses an id and a name that another file has', async () => {
    await write('a.yaml', VALID);
    await write(
      'b.yaml',
      spoil('name: Ages', 'name: AGES', VALID.replace('0123456789abcdef', '0123456789ABCDEF')),
    );
    await assert.rejects(loadCatalogue(folder), {
      faults: [
        { file: 'b.yaml', line: 1, message: `id: ${ID} stands in a.yaml, too` },
        { file: 'b.yaml', line: 2, message: 'name: AGES stands in a.yaml, too' },
      ],
    });
  });

  it('refuses a folder that is not there, or has no definitions', async () => {
    await assert.rejects(loadCatalogue(folder), CatalogueError);
    await assert.rejects(loadCatalogue(join(folder, 'none')), CatalogueError);
  });

  it('keeps the last good set where a file has gone bad, and takes it up again once it is mended', async () => {
    await write('ages.yaml', VALID);
    const catalogue = await loadCatalogue(folder);
    await write('ages.yaml', spoil('level: study', 'level: site'));
    await write('more.yaml', spoil('0123456789abcdef', 'F'.repeat(16), spoil('name: Ages', 'name: More')));
    const faults = await catalogue.reload();
    assert.deepEqual(
      faults.map(({ file, line }) => `${file}:${line}`),
      ['ages.yaml:3'],
    );
    assert.equal(catalogue.find(ID)?.definition.level, 'study');
    assert.equal(catalogue.list().length, 1);

    await write('ages.yaml', spoil('name: Ages', 'name: Years'));
    assert.deepEqual(await catalogue.reload(), []);
    assert.deepEqual(
      catalogue.list().map(({ definition }) => definition.name),
      ['Years', 'More'],
    );
  });
});

describe('watchCatalogue', () => {
  let folder: string;
  const said: string[] = [];
  const say = (_: object, message: string) => said.push(message);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'reports-'));
    await writeFile(join(folder, 'ages.yaml'), VALID);
    said.length = 0;
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('reads again what has changed, once, and says so', async () => {
    const catalogue = await loadCatalogue(folder);
    const watch = await watchCatalogue({ catalogue, folder, log: { info: say, error: say } });
    try {
      await watch.look();
      assert.deepEqual(said, []);
      await writeFile(join(folder, 'ages.yaml'), spoil('name: Ages', 'name: Ages of all'));
      await watch.look();
      await watch.look();
      assert.equal(catalogue.find(ID)?.definition.name, 'Ages of all');
      assert.deepEqual(said, ['the report definitions were read again']);
    } finally {
      watch.stop();
    }
  });

  it('says once what is wrong, and keeps the last good set', async () => {
    const catalogue = await loadCatalogue(folder);
    const watch = await watchCatalogue({ catalogue, folder, log: { info: say, error: say } });
    try {
      await rm(join(folder, 'ages.yaml'));
      await watch.look();
      await watch.look();
      assert.equal(catalogue.find(ID)?.definition.name, 'Ages');
      assert.deepEqual(said, ['the report definitions are not valid; the last good set stays']);
    } finally {
      watch.stop();
    }
  });

  it('reads again when it is asked to by SIGHUP, and no longer once it is stopped', async () => {
    const listeners = process.listenerCount('SIGHUP');
    let reads = 0;
    let noteRead: () => void = () => undefined;
    const isRead = new Promise<void>((resolve) => {
      noteRead = resolve;
    });
    const reload = () => {
      reads += 1;
      noteRead();
      return Promise.resolve([]);
    };
    const watch = await watchCatalogue({ catalogue: { reload }, folder, log: { info: say, error: say } });
    try {
      process.emit('SIGHUP');
      await isRead;
    } finally {
      watch.stop();
    }
    assert.equal(reads, 1);
    assert.equal(process.listenerCount('SIGHUP'), listeners);
  });
});
