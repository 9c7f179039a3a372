import { exports } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { ORIGIN, signedUp } from '../../test/support/trader.ts';

const FOREIGN: [what: string, headers: Record<string, string | null>][] = [
  ['another origin', { origin: 'https://evil.example' }],
  ['a look-alike with more behind it', { origin: `${ORIGIN}.evil.example` }],
  ['a look-alike with more before it', { origin: ORIGIN.replace('127', 'evil-127') }],
  ['another port', { origin: 'http://127.0.0.1:8788' }],
  ['another scheme', { origin: ORIGIN.replace('http:', 'https:') }],
  ['an opaque origin', { origin: 'null' }],
  ['no origin at all', { origin: null }],
  ['another site', { 'sec-fetch-site': 'cross-site' }],
  ['a sibling host', { 'sec-fetch-site': 'same-site' }],
  ['no page, but the address bar', { 'sec-fetch-site': 'none' }],
  ['a word that no browser says', { 'sec-fetch-site': 'SAME-ORIGIN' }],
];

describe('what is said to come from', () => {
  test.each(FOREIGN)('%s changes nothing and opens no socket', async (_, headers) => {
    const client = await signedUp();
    const answer = await client.send('POST', '/api/auth/logout', undefined, headers);
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ code: 'origin_refused' });
    expect((await client.get('/api/auth/me')).status).toBe(200);

    const all = { upgrade: 'websocket', origin: ORIGIN, cookie: client.cookieHeader, ...headers };
    const present = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null);
    const handshake = await exports.default.fetch(
      new Request(`${ORIGIN}/ws/coach?tab=one`, { headers: present }),
    );
    expect(handshake.status).toBe(403);
    expect(handshake.webSocket).toBeNull();
  });

  test('our own page is let in, whether its browser says so twice or once', async () => {
    for (const headers of [{ 'sec-fetch-site': 'same-origin' }, {}]) {
      const client = await signedUp();
      expect((await client.send('POST', '/api/auth/logout', undefined, headers)).status).toBe(204);
    }
  });
});
