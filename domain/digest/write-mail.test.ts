import { expect, it } from 'vitest';
import { SCOPE, START_MS, sold } from '../report/testing/facts.ts';
import { composeDigest } from './compose-digest.ts';
import { writeDigestMail } from './write-mail.ts';

const WEEK_MS = 7 * 24 * 3_600_000;

function mailOf(currencies: { currency: string; fills: number }[]): string {
  const scope = { ...SCOPE, from: START_MS, to: START_MS + WEEK_MS };
  const before = { ...scope, from: START_MS - WEEK_MS, to: START_MS };
  const digest = composeDigest({
    week: { scope, currencies, facts: [sold(1, '5')], trips: [] },
    before: { scope: before, currencies: [], facts: [], trips: [] },
    ...{ riskPerTrade: null, ruled: [], active: new Set(), insights: new Map() },
  });
  return writeDigestMail(digest, null).text;
}

it('a mail names the fills of other currencies that are in none of its figures', () => {
  const usd = { currency: 'USD', fills: 1 };
  expect(mailOf([usd, { currency: 'EUR', fills: 3 }])).toContain(
    'Not in these figures: 3 fills against EUR.',
  );
  expect(mailOf([usd])).not.toContain('Not in these figures');
});
