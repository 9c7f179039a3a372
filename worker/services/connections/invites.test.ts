import { expect, test } from 'vitest';
import { isInvited } from './invites.ts';

test.each([
  ['', 'ada@example.com', false],
  ['', '', false],
  [',', '', false],
  ['*', 'ada@example.com', true],
  ['ada@example.com', 'ada@example.com', true],
  [' Ada@Example.com , bob@example.com', 'ada@example.com', true],
  ['ada@example.com,bob@example.com', 'BOB@example.com', true],
  ['ada@example.com', 'bada@example.com', false],
  ['ada@example.com.evil.test', 'ada@example.com', false],
  ['bob@example.com, *', 'ada@example.com', true],
])('the list "%s" invites "%s": %s', (list, email, invited) => {
  expect(isInvited(list, email)).toBe(invited);
});
