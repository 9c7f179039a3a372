import { describe, expect, test } from 'vitest';
import { macBase64url } from './hashes.ts';
import { opensLink, signLink } from './signed-links.ts';

const SECRET = 's'.repeat(43);
const NOW = new Date('2026-11-28T12:00:00Z');
const link = {
  userId: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  jobId: 'a'.repeat(64),
  expires: NOW.getTime() / 1000 + 900,
};
const good = { ...link, expires: String(link.expires), signature: signLink(SECRET, link) };

describe('a signed link', () => {
  test('opens until it expires', () => {
    expect(opensLink(SECRET, good, NOW)).toBe(true);
    expect(opensLink(SECRET, good, new Date(link.expires * 1000 - 1))).toBe(true);
    expect(opensLink(SECRET, good, new Date(link.expires * 1000))).toBe(false);
  });

  test.each([
    ['for another user', { userId: '01ARZ3NDEKTSV4RRFFQ69G5FAW' }],
    ['to another file', { jobId: 'b'.repeat(64) }],
    ['for longer', { expires: String(link.expires + 1) }],
    ['until a time written in another way', { expires: `0${link.expires}` }],
    ['until no time', { expires: '' }],
    ['with a signature that is cut', { signature: good.signature.slice(0, -1) }],
    ['with no signature', { signature: '' }],
  ])('opens nothing %s', (_, change) => {
    expect(opensLink(SECRET, { ...good, ...change }, NOW)).toBe(false);
  });

  test('is not signed by the secret itself, which signs other things', () => {
    const text = JSON.stringify([link.userId, link.jobId, link.expires]);
    expect(good.signature).not.toBe(macBase64url(SECRET, text));
  });
});
