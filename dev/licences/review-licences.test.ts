import { describe, expect, it } from 'vitest';
import { reviewLicences } from './review-licences.ts';

const refusedOf = (license: string | undefined, over: { dev?: boolean } = {}) =>
  reviewLicences({ packages: { '': {}, 'node_modules/a/node_modules/b': { license, ...over } } }).refused;

describe('a review of licences', () => {
  it.each(['MIT', 'Apache-2.0', 'GPL-3.0 OR MIT', 'MIT AND Apache-2.0'])('lets %s be shipped', (licence) => {
    expect(refusedOf(licence)).toEqual([]);
  });

  it.each(['GPL-3.0-or-later', 'MIT AND GPL-3.0', '(MIT OR GPL-3.0) AND X', 'SEE LICENSE IN x', ''])(
    'refuses %j',
    (licence) => {
      expect(refusedOf(licence)).toEqual([{ name: 'b', licence, scope: 'shipped' }]);
    },
  );

  it('refuses a package that names none', () => {
    expect(refusedOf(undefined)).toEqual([{ name: 'b', licence: 'none named', scope: 'shipped' }]);
  });

  it('lets tools have a licence that what is shipped may not have', () => {
    expect(refusedOf('LGPL-3.0-or-later', { dev: true })).toEqual([]);
    expect(refusedOf('LGPL-3.0-or-later')).toHaveLength(1);
  });

  it('counts every package once, the most frequent licence first', () => {
    const { counts } = reviewLicences({
      packages: {
        '': { license: 'UNLICENSED' },
        'node_modules/a': { license: 'ISC' },
        'node_modules/b': { license: 'MIT' },
        'node_modules/c': { license: 'MIT' },
      },
    });
    expect([...counts]).toEqual([
      ['MIT', 2],
      ['ISC', 1],
    ]);
  });
});
