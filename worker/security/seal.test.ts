import { describe, expect, test } from 'vitest';
import { newKey } from './aes-gcm.ts';
import { secretKeyWrapper } from './key-wrapper.ts';
import { seal, sealedVersion, unseal } from './seal.ts';

const key = { version: 3, bytes: newKey() };
const place = { userId: 'user', rowId: 'row', column: 'access_enc' };

/** Every text that differs from this one in a character, and every beginning of it. */
function damaged(sealed: string): string[] {
  return [...sealed].flatMap((character, at) => [
    sealed.slice(0, at) + (character === 'A' ? 'B' : 'A') + sealed.slice(at + 1),
    sealed.slice(0, at),
  ]);
}

describe('a sealed value', () => {
  test('opens at its place, and tells the version of its key', async () => {
    const sealed = await seal(key, place, 'a token');
    expect(await unseal(key, place, sealed)).toBe('a token');
    expect(sealedVersion(sealed)).toBe(3);
  });

  test('has a nonce of its own each of 10,000 times', async () => {
    const sealed = await Promise.all(Array.from({ length: 10_000 }, () => seal(key, place, 'a token')));
    expect(new Set(sealed.map((text) => text.split('.')[2])).size).toBe(10_000);
  });

  test.each([
    ['another user', { ...place, userId: 'other' }],
    ['another row', { ...place, rowId: 'other' }],
    ['another column', { ...place, column: 'refresh_enc' }],
  ])('moved to %s does not open', async (_, elsewhere) => {
    expect(await unseal(key, elsewhere, await seal(key, place, 'a token'))).toBeNull();
  });

  test('with any character changed, or cut anywhere, does not open', async () => {
    // The last character of base64url may carry bits that mean nothing.
    const sealed = await seal(key, place, 'a token..');
    for (const text of damaged(sealed).slice(0, -2)) expect(await unseal(key, place, text)).toBeNull();
  });

  test('does not open with another key, or with this key under another version', async () => {
    const sealed = await seal(key, place, 'a token');
    expect(await unseal({ ...key, bytes: newKey() }, place, sealed)).toBeNull();
    expect(await unseal({ ...key, version: 4 }, place, sealed.replace('v2.3.', 'v2.4.'))).toBeNull();
  });
});

describe('a wrapped data key', () => {
  const named = (name: string) => `${name}:${Buffer.from(newKey()).toString('base64url')}`;
  const [first, second] = [named('first'), named('second')];

  test('is unwrapped by the key that wrapped it, as long as that one is in the list', async () => {
    const wrapped = await secretKeyWrapper(first).wrap('user', 1, key.bytes);
    expect(await secretKeyWrapper(`${second},${first}`).unwrap(wrapped)).toEqual(key.bytes);
    expect(await secretKeyWrapper(second).unwrap(wrapped)).toBeNull();
  });

  test('is wrapped by the first of the list', async () => {
    const wrapper = secretKeyWrapper(`${second},${first}`);
    expect(wrapper.current).toBe('second');
    expect(await wrapper.wrap('user', 1, key.bytes)).toMatchObject({ wrappedBy: 'second' });
  });

  test('of another user, of another version, or damaged is not unwrapped', async () => {
    const wrapper = secretKeyWrapper(first);
    const wrapped = await wrapper.wrap('user', 1, key.bytes);
    expect(await wrapper.unwrap({ ...wrapped, userId: 'other' })).toBeNull();
    expect(await wrapper.unwrap({ ...wrapped, version: 2 })).toBeNull();
    for (const text of damaged(wrapped.wrapped).slice(0, -2))
      expect(await wrapper.unwrap({ ...wrapped, wrapped: text })).toBeNull();
  });
});
