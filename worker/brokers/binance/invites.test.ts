import { expect, test } from 'vitest';
import { isInvited } from './invites.ts';

test.each([
  ['', 'a@example.com', false],
  ['', '', false],
  [',', '', false],
  ['*', 'a@example.com', true],
  ['a@example.com', 'a@example.com', true],
  ['b@example.com, A@Example.com ', ' a@example.COM', true],
  ['a@example.com.evil', 'a@example.com', false],
  ['*@example.com', 'a@example.com', false],
  ['b@example.com', 'a@example.com', false],
])('of the list %j %j is invited: %j', (list, email, invited) => {
  expect(isInvited(list, email)).toBe(invited);
});
