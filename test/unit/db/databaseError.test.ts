import assert from 'node:assert/strict';

import { DatabaseError } from 'pg';

import { toDatabaseError } from '../../../src/db/databaseError.ts';
import { AppError } from '../../../src/domain/errors.ts';

describe('an error of the database', () => {
  const cases: [string, () => Error, string][] = [
    ['a broken pipe, whose code has the length of a SQLSTATE', () => system('EPIPE'), 'DATABASE_UNAVAILABLE'],
    ['a connection that was reset', () => system('ECONNRESET'), 'DATABASE_UNAVAILABLE'],
    ['a driver that gives no code', () => new Error('Connection terminated'), 'DATABASE_UNAVAILABLE'],
    ['a server that is told to end', () => sqlState('57P01'), 'DATABASE_UNAVAILABLE'],
    ['a log-in that is refused', () => sqlState('28P01'), 'DATABASE_UNAVAILABLE'],
    ['a database that is not there', () => sqlState('3D000'), 'DATABASE_UNAVAILABLE'],
    ['a statement that is wrong', () => sqlState('42601'), 'INTERNAL'],
    ['a rule of our own', () => sqlState('RG002'), 'INTERNAL'],
  ];
  for (const [name, create, code] of cases) {
    it(`is ${code} for ${name}`, () => {
      const cause = create();
      const error = toDatabaseError(cause);
      assert.ok(error instanceof AppError);
      assert.equal(error.code, code);
      assert.equal(error.cause, cause);
    });
  }

  it('stays what it is where it is ours or a stop', () => {
    for (const error of [new AppError('FILE_MISMATCH'), new DOMException('Stopped.', 'AbortError')]) {
      assert.equal(toDatabaseError(error), error);
    }
  });
});

function system(code: string): Error {
  return Object.assign(new Error(`write ${code}`), { code });
}

function sqlState(code: string): Error {
  return Object.assign(new DatabaseError('refused', 1, 'error'), { code });
}
