import { describe, expect, it } from 'vitest';
import { codesAsText, groupSecret, tellCodesLeft } from './tell-codes.ts';

describe('recovery codes', () => {
  it('are counted, and missed before they are used up', () => {
    expect(tellCodesLeft(10)).toBe('10 recovery codes are left.');
    expect(tellCodesLeft(1)).toBe('1 recovery code is left. Make new ones soon.');
    expect(tellCodesLeft(0)).toMatch(/^No recovery code is left/);
  });

  it('are kept with what they are for', () => {
    expect(codesAsText(['aaaa-bbbb', 'cccc-dddd'], 'me@example.com')).toBe(
      'AI Trading Twin: recovery codes\nAccount: me@example.com\nEach is good once.\n\naaaa-bbbb\ncccc-dddd\n',
    );
  });
});

it('a secret is typed in groups of four', () => {
  expect(groupSecret('JBSWY3DPEHPK3PXP')).toBe('JBSW Y3DP EHPK 3PXP');
  expect(groupSecret('ABCDE')).toBe('ABCD E');
});
