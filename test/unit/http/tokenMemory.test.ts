import { strict as assert } from 'node:assert';

import { createTokenMemory } from '../../../src/http/auth/tokenMemory.ts';

const ANN = { userId: 'ann', tenantId: 'acme', rights: ['ReportingGet'], studies: undefined };

describe('the memory of verified tokens', () => {
  let clock = 0;
  const now = () => clock;
  const seconds = (ms: number) => ms / 1_000;

  beforeEach(() => {
    clock = 1_000_000;
  });

  it('knows a token for half a minute, and no other', () => {
    const memory = createTokenMemory(now);
    memory.keep('a.b.c', ANN, seconds(clock + 3_600_000));
    assert.equal(memory.find('a.b.c'), ANN);
    assert.equal(memory.find('a.b.d'), undefined);
    clock += 29_999;
    assert.equal(memory.find('a.b.c'), ANN);
    clock += 1;
    assert.equal(memory.find('a.b.c'), undefined);
  });

  it('never knows a token past its expiry', () => {
    const memory = createTokenMemory(now);
    memory.keep('a.b.c', ANN, seconds(clock + 2_000));
    clock += 1_999;
    assert.equal(memory.find('a.b.c'), ANN);
    clock += 1;
    assert.equal(memory.find('a.b.c'), undefined);
  });

  it('does not keep a token without an expiry', () => {
    const memory = createTokenMemory(now);
    memory.keep('a.b.c', ANN, undefined);
    assert.equal(memory.find('a.b.c'), undefined);
  });

  it('keeps a thousand tokens and forgets the one that was verified first', () => {
    const memory = createTokenMemory(now);
    for (let number = 0; number <= 1_000; number++)
      memory.keep(`t.${number}.x`, ANN, seconds(clock + 60_000));
    assert.equal(memory.find('t.0.x'), undefined);
    assert.equal(memory.find('t.1.x'), ANN);
    assert.equal(memory.find('t.1000.x'), ANN);
  });
});
