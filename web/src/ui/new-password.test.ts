import { describe, expect, it } from 'vitest';
import { UNREADABLE_ANSWER } from '../failure.ts';
import { newPasswordMessage, refusedPassword } from './new-password.ts';

describe('a new password', () => {
  it('has fifteen characters, as the server counts them', () => {
    expect(newPasswordMessage('x'.repeat(14))).toBe('1 more to go: at least 15 characters.');
    expect(newPasswordMessage('x'.repeat(15))).toBeUndefined();
    expect(newPasswordMessage('🐎'.repeat(15))).toBeUndefined();
    // Each an e and an accent of its own, which NFKC makes one.
    expect(newPasswordMessage('e\u0301'.repeat(14))).toBe('1 more to go: at least 15 characters.');
  });

  it('has eight beside a second factor, and never more than 128', () => {
    expect(newPasswordMessage('x'.repeat(8), 8)).toBeUndefined();
    expect(newPasswordMessage('x'.repeat(7), 8)).toMatch(/^1 more/);
    expect(newPasswordMessage('x'.repeat(128))).toBeUndefined();
    expect(newPasswordMessage('x'.repeat(129))).toBe('At most 128 characters.');
  });

  it('that the server refuses is told at its field, and other problems are not', () => {
    const refused = { ...UNREADABLE_ANSWER, code: 'password_breached', detail: 'It was stolen.' } as const;
    expect(refusedPassword(refused)).toBe('It was stolen.');
    expect(refusedPassword(UNREADABLE_ANSWER)).toBeUndefined();
  });
});
