import { describe, expect, it } from 'vitest';
import { sha256Hex } from './hashes.ts';
import { isSigned, keysOf, type SignatureClaim, signLines } from './service-signature.ts';

const NOW_S = 1_700_000_000;
const SECRET = 'k'.repeat(43);
const KEYS = keysOf(`one:${SECRET},two:${'z'.repeat(43)}`);
const LINES = {
  timestamp: String(NOW_S),
  method: 'POST',
  path: '/v1/indicators',
  nonce: 'nonce-0123456789',
  bodyHash: sha256Hex('{}'),
};
const claim: SignatureClaim = { ...LINES, keyId: 'one', signature: signLines(SECRET, LINES) };
const holds = (over: Partial<SignatureClaim> = {}, nowMs = NOW_S * 1000) =>
  isSigned(KEYS, { ...claim, ...over }, nowMs);

/** Signed anew, by whoever has the key. */
function signed(over: Partial<SignatureClaim>): SignatureClaim {
  const lines = { ...LINES, ...over };
  return { ...claim, ...lines, signature: signLines(SECRET, lines) };
}

describe('a signature', () => {
  it('is that of openssl', () => {
    // printf '%s\nPOST\n/v1/indicators\nnonce-0123456789\n%s' 1700000000 "$(printf '{}' | sha256sum | cut -d' ' -f1)" | openssl dgst -sha256 -hmac kkk…
    expect(claim.signature).toBe('9a744fd49e46c82ef26874e6b2b866f10155eafa9300794c0c3adcd382413ced');
    expect(holds()).toBe(true);
  });

  it.each([
    ['another body', { bodyHash: sha256Hex('{ }') }],
    ['another path', { path: '/v1/bias/score' }],
    ['another method', { method: 'PUT' }],
    ['another nonce', { nonce: 'nonce-0123456780' }],
    ['another time', { timestamp: String(NOW_S + 1) }],
    ['another key that is in force', { keyId: 'two' }],
    ['a key that nobody knows', { keyId: 'three' }],
    ['a key without a name', { keyId: '' }],
    ['the name of a property', { keyId: 'constructor' }],
    ['no signature', { signature: '' }],
    ['capitals', { signature: claim.signature.toUpperCase() }],
    ['one capital', { signature: claim.signature.replace('a', 'A') }],
    ['its beginning only', { signature: claim.signature.slice(0, 63) }],
    ['a space behind it', { signature: `${claim.signature} ` }],
  ])('does not hold with %s', (_, over) => {
    expect(holds(over)).toBe(false);
  });

  it('does not hold for a key that nobody knows, whatever is signed with', () => {
    const forged = signLines('0'.repeat(43), LINES);
    expect(holds({ keyId: 'three', signature: forged })).toBe(false);
  });

  it.each([
    [-301, false],
    [-300, true],
    [300, true],
    [301, false],
  ])('of a time stamp %i s away holds: %j', (seconds, wanted) => {
    const at = signed({ timestamp: String(NOW_S + seconds) });
    expect(isSigned(KEYS, at, NOW_S * 1000)).toBe(wanted);
    expect(isSigned(KEYS, at, NOW_S * 1000 + 999)).toBe(wanted);
  });

  it.each(['', 'now', '1.7e9', ' 1700000000', '+1700000000', '01700000000', '1700000000.5', '1700000000000'])(
    'of the time stamp %j does not hold',
    (timestamp) => {
      expect(isSigned(KEYS, signed({ timestamp }), NOW_S * 1000)).toBe(false);
    },
  );

  it.each(['', 'x'.repeat(15), 'x'.repeat(129), 'a b'.repeat(8), 'ä'.repeat(16), `${'x'.repeat(20)}\n`])(
    'over the nonce %j does not hold',
    (nonce) => {
      expect(isSigned(KEYS, signed({ nonce }), NOW_S * 1000)).toBe(false);
    },
  );

  it.each(['x'.repeat(16), 'x'.repeat(128), 'Aa0_-Aa0_-Aa0_-Aa0'])('over the nonce %j holds', (nonce) => {
    expect(isSigned(KEYS, signed({ nonce }), NOW_S * 1000)).toBe(true);
  });

  it('holds with each of several keys in force, and with none where there is none', () => {
    const other = { ...claim, keyId: 'two', signature: signLines('z'.repeat(43), LINES) };
    expect(isSigned(KEYS, other, NOW_S * 1000)).toBe(true);
    expect(isSigned(keysOf(''), claim, NOW_S * 1000)).toBe(false);
  });
});
