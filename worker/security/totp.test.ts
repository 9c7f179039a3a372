import { encodeBase32UpperCaseNoPadding } from '@oslojs/encoding';
import { expect, test } from 'vitest';
import { newTotpSecret, stepOfCode, totpUri } from './totp.ts';

const at = (seconds: number) => new Date(seconds * 1_000);

// RFC 6238, appendix B, SHA-1: the last six of its eight digits.
const SECRET = encodeBase32UpperCaseNoPadding(new TextEncoder().encode('12345678901234567890'));
test.each([
  [59, '287082', 1],
  [1_111_111_109, '081804', 37_037_036],
  [1_111_111_111, '050471', 37_037_037],
  [1_234_567_890, '005924', 41_152_263],
  [2_000_000_000, '279037', 66_666_666],
  [20_000_000_000, '353130', 666_666_666],
])('at %i s the code of the RFC is that of its step', (seconds, code, step) => {
  expect(stepOfCode(SECRET, code, at(seconds))).toBe(step);
});

test('a code is right one step early and late, and no more', () => {
  const [code, step] = ['050471', 37_037_037];
  const seconds = [-31, -30, 0, 59, 60].map((offset) => stepOfCode(SECRET, code, at(step * 30 + offset)));
  expect(seconds).toEqual([null, step, step, step, null]);
});

test.each(['', '50471', '0504711', '05047a', ' 050471'])('"%s" is no code', (code) => {
  expect(stepOfCode(SECRET, code, at(1_111_111_111))).toBeNull();
});

test('a secret has 160 random bits, and a QR code names whose it is', () => {
  const secrets = new Set(Array.from({ length: 1_000 }, newTotpSecret));
  expect(secrets.size).toBe(1_000);
  const [secret = ''] = secrets;
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  expect(totpUri(secret, 'ada+twin@example.com')).toBe(
    `otpauth://totp/AI%20Trading%20Twin:ada%2Btwin%40example.com?issuer=AI%20Trading%20Twin&algorithm=SHA1&secret=${secret}&period=30&digits=6`,
  );
});
