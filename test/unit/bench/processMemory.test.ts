import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { followMemory, readMemory } from '../../../bench/processMemory.ts';

const MIB = 1024 * 1024;

/** Keeps 64 MiB until its input ends. */
const HOLDER = `const held = Buffer.alloc(${64 * MIB}, 1); process.stdin.resume(); process.stdout.write(String(held.length));`;

describe('processMemory', () => {
  it('counts the memory of children', async () => {
    const before = readMemory(process.pid);
    const child = spawn(process.execPath, ['-e', HOLDER]);
    await once(child.stdout, 'data');
    try {
      assert.ok(readMemory(process.pid) - before > 64 * MIB);
    } finally {
      child.stdin.end();
      await once(child, 'exit');
    }
  });

  it('answers the peak even where it is over when it is asked', () => {
    const memory = followMemory(process.pid);
    const idle = readMemory(process.pid);
    assert.equal(Buffer.alloc(64 * MIB, 1).length, 64 * MIB);
    assert.ok(memory.stop() - idle > 60 * MIB);
  });
});
