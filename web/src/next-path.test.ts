import { describe, expect, it } from 'vitest';
import { loginPath, nextPath } from './next-path.ts';

describe('the way back after signing in', () => {
  it('is a path of this app', () => {
    expect(nextPath('/trades?label=FOMO')).toBe('/trades?label=FOMO');
  });

  it.each([
    undefined,
    '',
    'https://evil.test',
    '//evil.test',
    '/\\evil.test',
    '/\t/evil.test',
    'javascript:1',
  ])('is the start page for %j', (wanted) => {
    expect(nextPath(wanted)).toBe('/');
  });

  it('survives the round trip through the log-in page', () => {
    const url = new URL(loginPath('/trades?label=FOMO&symbol=BTC-USD'), 'http://app.test');
    expect(nextPath(url.searchParams.get('next') ?? undefined)).toBe('/trades?label=FOMO&symbol=BTC-USD');
  });
});
