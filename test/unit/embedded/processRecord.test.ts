import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { identifyProcess } from '../../../src/embedded/processIdentity.ts';
import { ProcessRecord } from '../../../src/embedded/processRecord.ts';

describe('ProcessRecord', () => {
  const { signal } = new AbortController();
  const children: ChildProcess[] = [];
  let path: string;

  beforeEach(async () => {
    path = join(await mkdtemp(join(tmpdir(), 'report-generation-record-')), 'processes.json');
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await rm(join(path, '..'), { recursive: true });
  });

  /** A process that says when it runs, and then runs until it is ended. */
  const startIdler = async (script: string): Promise<{ child: ChildProcess; pid: number }> => {
    const child = spawn(process.execPath, [
      '-e',
      `${script}; setInterval(() => {}, 1e6); console.log('here')`,
    ]);
    children.push(child);
    await once(child.stdout, 'data');
    assert.ok(child.pid !== undefined);
    return { child, pid: child.pid };
  };

  it('ends what an earlier supervisor started, also what was stopped', async () => {
    const [running, stopped] = [await startIdler(''), await startIdler('')];
    const earlier = new ProcessRecord(path);
    earlier.add('api', running.pid);
    earlier.add('worker', stopped.pid);
    process.kill(stopped.pid, 'SIGSTOP');

    await new ProcessRecord(path).endAll(signal);

    assert.equal(identifyProcess(running.pid), undefined);
    assert.equal(identifyProcess(stopped.pid), undefined);
  });

  it('makes those end that will not', async () => {
    const stubborn = await startIdler(`process.on('SIGTERM', () => {})`);
    new ProcessRecord(path).add('api', stubborn.pid);
    await new ProcessRecord(path).endAll(signal);
    assert.equal(identifyProcess(stubborn.pid), undefined);
  });

  it('leaves a later process alone that was given the same id', async () => {
    const { child, pid } = await startIdler('');
    new ProcessRecord(path).add('api', pid);
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace(identifyProcess(pid) ?? '', 'another start time'));

    await new ProcessRecord(path).endAll(signal);

    assert.equal(child.signalCode, null);
    assert.notEqual(identifyProcess(pid), undefined);
  });

  it('forgets a process that has ended', async () => {
    const { pid } = await startIdler('');
    const record = new ProcessRecord(path);
    record.add('api', pid);
    record.remove(pid);
    assert.deepEqual(JSON.parse(await readFile(path, 'utf8')), []);
  });
});
