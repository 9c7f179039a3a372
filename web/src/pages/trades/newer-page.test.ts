import { expect, it } from 'vitest';
import type { Trade } from '../../../../contracts/trades.ts';
import { type Pages, withNewerPage } from './newer-page.ts';

function pages([ids, cursor]: readonly [string, string | null]): Pages {
  return { trades: [...ids].map((id) => ({ id }) as Trade), cursor };
}

it.each([
  [
    'new rows come on top, and what was loaded further down stays',
    ['edcba', 'x'],
    ['gfe', 'y'],
    ['gfedcba', 'x'],
  ],
  ['rows that reach no row shown before take their place', ['cba', 'x'], ['gfe', 'y'], ['gfe', 'y']],
  ['one page takes the place of one', ['ba', null], ['cba', null], ['cba', null]],
  ['nothing is left of an empty list', ['ba', 'x'], ['', null], ['', null]],
  ['an empty list is filled', ['', null], ['ba', 'y'], ['ba', 'y']],
] as const)('%s', (_, shown, first, expected) => {
  expect(withNewerPage(pages(shown), pages(first))).toEqual(pages(expected));
});
