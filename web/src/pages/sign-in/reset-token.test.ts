import { expect, it } from 'vitest';
import { takeToken } from './reset-token.ts';

function opened(hash: string) {
  const shown: unknown[] = [];
  const history = {
    state: { depth: 1 },
    replaceState: (state: unknown, _: string, url?: string | URL | null) => shown.push([state, url]),
  };
  return { token: takeToken({ hash, pathname: '/reset' }, history), shown };
}

it('takes the token and leaves an address without it', () => {
  expect(opened('#s3cret-Token_1')).toEqual({
    token: 's3cret-Token_1',
    shown: [[{ depth: 1 }, '/reset']],
  });
});

it('has no token where the link has none', () => {
  expect(opened('')).toEqual({ token: null, shown: [] });
  expect(opened('#').token).toBeNull();
});
