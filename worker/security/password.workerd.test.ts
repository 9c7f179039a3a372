import { expect, test } from 'vitest';
import { hashPassword, isOutdated, verifyPassword } from './password.ts';

test.each([
  ['ASCII', 'correct horse battery staple'],
  ['other letters', 'семь медведей поют хором'],
  ['emoji', '🦊🐙🌵🎻🧊🪁🥨🛶🧵🪐🫖🧭🪵🎲🪞'],
  ['128 characters', '質'.repeat(127).concat('量')],
])('a password of %s is that one to its last character', async (_, password) => {
  const hash = await hashPassword(password);
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await verifyPassword(hash, password)).toBe(true);
  expect(await verifyPassword(hash, [...password].slice(0, -1).join(''))).toBe(false);
  expect(await verifyPassword(hash, `${[...password].slice(0, -1).join('')}x`)).toBe(false);
});

test('a password is the same however its accents are typed', async () => {
  const hash = await hashPassword('drei müde Bären'.normalize('NFC'));
  expect(await verifyPassword(hash, 'drei müde Bären'.normalize('NFD'))).toBe(true);
});

test('every hash has a salt of its own', async () => {
  expect(await hashPassword('seven bears sing')).not.toBe(await hashPassword('seven bears sing'));
});

test('nobody has no password', async () => {
  expect(await verifyPassword(undefined, '')).toBe(false);
  expect(await verifyPassword(undefined, 'seven bears sing')).toBe(false);
});

test.each([
  ['$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0$aGFzaA', false],
  ['$argon2id$v=19$m=19456,t=1,p=1$c2FsdHNhbHRzYWx0$aGFzaA', true],
  ['$argon2id$v=19$m=8192,t=2,p=1$c2FsdHNhbHRzYWx0$aGFzaA', true],
  ['$argon2i$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0$aGFzaA', true],
])('%s is outdated: %s', (hash, outdated) => {
  expect(isOutdated(hash)).toBe(outdated);
});
