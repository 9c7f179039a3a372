import { expect, test } from 'vitest';
import { isCsrfToken, issueCsrfToken } from './csrf.ts';

const secret = 's'.repeat(43);

test('a token is good for the session that it was issued to, and for nothing else', () => {
  const token = issueCsrfToken(secret, { session: 'mine' });
  expect(isCsrfToken(secret, { session: 'mine' }, token)).toBe(true);
  expect(isCsrfToken(secret, { session: 'other' }, token)).toBe(false);
  expect(isCsrfToken(secret, { visitor: 'mine' }, token)).toBe(false);
  expect(isCsrfToken('t'.repeat(43), { session: 'mine' }, token)).toBe(false);
});

test.each(['', '.', 'a', 'a.b', 'a.b.c'])('"%s" is no token', (token) => {
  expect(isCsrfToken(secret, { session: 'mine' }, token)).toBe(false);
});
