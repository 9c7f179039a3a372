import { describe, expect, test } from 'vitest';
import { weaknessOf } from './password-policy.ts';

const ADA = { email: 'ada.lovelace1815@analytical-engines.example', hasFactor: false };
const neverBreached = async () => false;
const judge = (password: string, holder = ADA) => weaknessOf(password, holder, neverBreached);

/** So many different characters, none of which is in order. */
const characters = (count: number) =>
  Array.from({ length: count }, (_, at) => String.fromCodePoint(0x4e00 + ((at * 7_919) % 20_000))).join('');

describe('the length of a password', () => {
  test.each([
    [14, 'password_too_short'],
    [15, null],
    [64, null],
    [128, null],
    [129, 'password_too_long'],
  ])('of %i characters: %s', async (count, weakness) => {
    expect(await judge(characters(count))).toBe(weakness);
  });

  test('is at least eight with a second factor', async () => {
    const holder = { ...ADA, hasFactor: true };
    expect(await judge('vkq wzx', holder)).toBe('password_too_short');
    expect(await judge('vkq wzxb', holder)).toBeNull();
  });

  test('is counted in characters as a person sees them, not in bytes or halves', async () => {
    const fourteen = '🦊🐙🌵🎻🧊🪁🥨🛶🧵🪐🫖🧭🪵🎲';
    expect(await judge(fourteen)).toBe('password_too_short');
    expect(await judge(`${fourteen}🪞`)).toBeNull();
  });

  test('is that of the composed form', async () => {
    // Each is one letter and one accent before, and one letter after.
    const apart = 'ä ö ü é è ê à ø'.normalize('NFD');
    expect([...apart].length).toBeGreaterThan(15);
    expect(await judge(apart.slice(0, -1))).toBe('password_too_short');
  });
});

describe('a password that is guessed first is refused', () => {
  test.each([
    ['a common one with a sequence behind it', 'password123456789'],
    ['a common one with digits and marks around it', '!!2026-dragon-99'],
    ['a common one with letters of the alphabet behind it', 'passwordabcdefgh'],
    ['a common one over and over', 'monkeymonkeymonkey'],
    ['a common one twice, with marks between', 'shadow - shadow 1'],
    ['a common one in large letters', 'BASEBALL--2026--'],
    ['a common one in the writing of machines', 'P@ssw0rd!!!!!!2026'],
    ['a common one in full-width letters', 'ｐａｓｓｗｏｒｄ１２３４５６７８'],
    ['a long one that is common', 'mailcreated5240'],
    ['our name', 'trading-twin-2026!!'],
    ['our whole name', 'AI Trading Twin!'],
    ['our name with a common word', 'tradingtwin-letmein'],
    ['the name in the address', 'lovelace-2026-2026'],
    ['the whole local part', 'ada.lovelace1815'],
    ['the domain', 'Analytical Engines 1'],
    ['name and domain', 'ada@analytical-engines'],
    ['one character', 'zzzzzzzzzzzzzzz'],
    ['one emoji', '🦊'.repeat(15)],
    ['a chunk over and over', 'xk4xk4xk4xk4xk4xk'],
    ['digits in their order', '123456789012345'],
    ['digits against their order', '987654321098765'],
    ['the alphabet', 'abcdefghijklmnop'],
    ['a row of the keyboard', 'qwertyuiopasdfghjkl'],
    ['a row of a German keyboard', 'qwertzuiopasdfghjkl'],
    ['columns of the keyboard', '1qaz2wsx3edc4rfv'],
  ])('%s: %s', async (_, password) => {
    expect(await judge(password)).toBe('password_common');
  });

  test('with a second factor too', async () => {
    expect(await judge('monkey12', { ...ADA, hasFactor: true })).toBe('password_common');
  });
});

describe('a password passes', () => {
  test.each([
    ['with a common word among others', 'correct horse battery staple'],
    ['of two common words', 'dragon-monkey-77'],
    ['with "password" in it', 'my password is none of yours'],
    ['with our name in it', 'a twin who sells his shadow'],
    ['with the own name in it', 'lovelace never learned to juggle'],
    ['of digits that were drawn', '830194726105938'],
    ['of characters that were drawn', 'xK9#mQ2$vL7@nR4w'],
    ['in small letters only', 'grumpyotterswaltz'],
    ['in another script', 'семь медведей поют'],
  ])('%s: %s', async (_, password) => {
    expect(await judge(password)).toBeNull();
  });
});

test('the look-up gets the composed form, and only of what passes otherwise', async () => {
  const asked: string[] = [];
  const breached = async (password: string) => asked.push(password) > 0;
  expect(await weaknessOf('password123456789', ADA, breached)).toBe('password_common');
  expect(await weaknessOf('ﬁfteen otters waltz', ADA, breached)).toBe('password_breached');
  expect(asked).toEqual(['fifteen otters waltz']);
});
