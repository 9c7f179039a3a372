import { expect, test } from 'vitest';
import { newRecoveryCodes, recoveryCodeHash } from './recovery-codes.ts';

test('ten codes of 80 random bits, in groups', () => {
  const codes = newRecoveryCodes();
  expect(codes).toHaveLength(10);
  for (const code of codes) expect(code).toMatch(/^([A-Z2-7]{4}-){3}[A-Z2-7]{4}$/);
  const many = new Set(Array.from({ length: 100 }, newRecoveryCodes).flat());
  expect(many.size).toBe(1_000);
});

test('a code is the same however it is typed', () => {
  const hash = recoveryCodeHash('ABCD-EFGH-IJKL-MN27');
  expect(recoveryCodeHash('abcd efgh ijkl mn27')).toBe(hash);
  expect(recoveryCodeHash('abcdefghijklmn27')).toBe(hash);
  expect(recoveryCodeHash('ABCD-EFGH-IJKL-MN26')).not.toBe(hash);
});
