import { DrizzleQueryError } from 'drizzle-orm/errors';
import { expect, test, vi } from 'vitest';
import { isDatabaseDown, logError } from './log.ts';

/** As the driver throws it and drizzle wraps it: the text quotes the statement's values. */
function databaseError(code: string | undefined): Error {
  const cause = Object.assign(new Error('secret@example.com'), {
    name: 'NeonDbError',
    code,
    constraint: 'user_email_unique',
  });
  return new Error('Failed query … params: secret@example.com', { cause });
}

test('an error of the database is logged by its code, without the values that were sent', () => {
  const line = vi.spyOn(console, 'error').mockImplementation(() => {});
  logError({ requestId: 'r' }, databaseError('23505'));
  expect(JSON.parse(String(line.mock.calls[0]?.[0]))).toEqual({
    level: 'error',
    requestId: 'r',
    error: 'database',
    sqlstate: '23505',
    constraint: 'user_email_unique',
  });
  line.mockRestore();
});

test.each([
  ['no SQLSTATE', databaseError(undefined), true],
  ['a lost connection', databaseError('08006'), true],
  ['a shutdown', databaseError('57P01'), true],
  ['too many connections', databaseError('53300'), true],
  ['a query that failed in any other way', new DrizzleQueryError('select', [], new Error('lost')), true],
  ['a broken rule', databaseError('23505'), false],
  ['another error', new Error('bug'), false],
])('%s means that the database is down: %s', (_, error, down) => {
  expect(isDatabaseDown(error)).toBe(down);
});
