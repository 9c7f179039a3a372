import { describe, expect, it } from 'vitest';
import { RULE_KINDS } from '../../../../contracts/rules.ts';
import { EVERY_RULE } from '../../../../domain/testing/every-rule.ts';
import { draftOf, readDraft } from './rule-draft.ts';

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
