import { describe, expect, test } from 'vitest';
import { randomToken } from './hashes.ts';
import { seal, unseal } from './seal.ts';

const key = randomToken();
const place = { userId: 'user', rowId: 'row', column: 'access_enc' };

describe('a sealed value', () => {
  test('opens at its place', async () => {
    expect(await unseal(key, place, await seal(key, place, 'a token'))).toBe('a token');
  });

  test('is another each time', async () => {
    const sealed = await Promise.all(Array.from({ length: 200 }, () => seal(key, place, 'a token')));
    expect(new Set(sealed.map((text) => text.split('.')[1])).size).toBe(200);
  });

  test.each([
    ['another user', { ...place, userId: 'other' }],
    ['another row', { ...place, rowId: 'other' }],
    ['another column', { ...place, column: 'refresh_enc' }],
  ])('moved to %s does not open', async (_, elsewhere) => {
    expect(await unseal(key, elsewhere, await seal(key, place, 'a token'))).toBeNull();
  });

  test('with any character changed, or cut, does not open', async () => {
    const sealed = await seal(key, place, 'a token');
    for (let at = 3; at < sealed.length - 1; at += 1) {
      const flipped = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
      expect(await unseal(key, place, flipped)).toBeNull();
      expect(await unseal(key, place, sealed.slice(0, at))).toBeNull();
    }
  });

  test('does not open with another key', async () => {
    expect(await unseal(randomToken(), place, await seal(key, place, 'a token'))).toBeNull();
  });
});
