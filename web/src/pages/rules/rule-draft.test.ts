import { describe, expect, it } from 'vitest';
import { RULE_KINDS } from '../../../../contracts/rules.ts';
import { EVERY_RULE } from '../../../../domain/testing/every-rule.ts';
import { draftOf, RULE_FIELDS, readDraft } from './rule-draft.ts';

describe('what is typed of a rule', () => {
  it('comes out as the rule that it was made of', () => {
    for (const rule of EVERY_RULE)
      expect(readDraft(rule.kind, draftOf(rule.kind, rule.params))).toEqual({ ok: true, rule });
  });

  it('begins with something that can be kept, but for the products', () => {
    const wrong = RULE_KINDS.filter((kind) => !readDraft(kind, draftOf(kind, undefined)).ok);
    expect(wrong).toEqual(['onlySymbols']);
  });

  it('may be written with a decimal comma, and products as they come', () => {
    expect(readDraft('maxLossPctPerTrade', { pct: ' 2,5 ' })).toMatchObject({
      rule: { params: { pct: 2.5 } },
    });
    expect(readDraft('onlySymbols', { symbols: 'btc-usd;  eth-usd' })).toMatchObject({
      rule: { params: { symbols: ['BTC-USD', 'ETH-USD'] } },
    });
  });

  it.each([
    ['minHoldHours', { hours: '2,160' }, { hours: 2160 }],
    ['minHoldHours', { hours: '1,000.5' }, { hours: 1000.5 }],
    ['minHoldHours', { hours: '0,250' }, { hours: 0.25 }],
    ['cooldownAfterLossMinutes', { minutes: '1,440' }, { minutes: 1440 }],
  ] as const)('%s %j is read with its comma as it is meant', (kind, draft, params) => {
    expect(readDraft(kind, draft)).toMatchObject({ ok: true, rule: { params } });
  });

  it('is told what is wrong, not the hint again', () => {
    for (const kind of RULE_KINDS)
      for (const { hint, error } of RULE_FIELDS[kind]) expect(error).not.toContain(hint);
    const read = readDraft('maxTradesPerDay', { n: '101' });
    expect(read).toMatchObject({ errors: { n: 'Not a whole number from 1 to 100.' } });
  });

  it.each([
    ['maxTradesPerDay', { n: '2.5' }, ['n']],
    ['maxTradesPerDay', { n: '' }, ['n']],
    ['maxTradesPerDay', { n: 'three' }, ['n']],
    ['avoidSpikeOverPct', { pct: '0', lookbackHours: '169' }, ['pct', 'lookbackHours']],
    ['noTradingHours', { from: '22:00', to: '22:00' }, ['to']],
    ['onlySymbols', { symbols: 'BTC-USD, BTC-USD' }, ['symbols']],
    ['onlySymbols', { symbols: '' }, ['symbols']],
  ] as const)('%s %j is refused at its field', (kind, draft, names) => {
    const read = readDraft(kind, draft);
    expect(read.ok ? [] : Object.keys(read.errors)).toEqual(names);
  });
});
