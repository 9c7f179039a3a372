import { describe, expect, it, test } from 'vitest';
import { LabelSchema } from '../../contracts/labels.ts';
import type { Measure } from '../../contracts/measure.ts';
import { RULE_KINDS, type RuleCheck } from '../../contracts/rules.ts';
import { UNKNOWN } from '../features/unknown-reason.ts';
import { sumUp } from './sum-up.ts';

type Told = Parameters<typeof sumUp>[0];

const rule = (kind: RuleCheck['kind'], verdict: RuleCheck['verdict']): RuleCheck => ({
  kind,
  verdict,
  value: null,
  limit: 1,
});
const measure = (value: number): Measure => ({
  known: true,
  value,
  n: 20,
  low: value - 0.03,
  high: value + 0.02,
});
const LACKING: Measure = { known: false, reason: 'not enough similar buys of your own', n: 3, minimum: 10 };
const PLAIN: Told = {
  symbol: 'BTC-USD',
  side: 'BUY',
  labels: [{ label: 'FOMO', confidence: 0.8 }],
  rules: [],
  market: 'read',
  similar: { result: measure(-0.012), won: measure(0.35) },
};

describe('the sentence of a check', () => {
  test.each<[string, Partial<Told>, string]>([
    [
      'a label',
      {},
      'This buy of BTC-USD would read as FOMO; of your 20 most similar buys 35% won, with a median result of −1.2% of what was paid (95% interval −4.2% to +0.8%).',
    ],
    [
      'a broken rule and too few trades',
      {
        rules: [rule('avoidSpikeOverPct', 'broken'), rule('onlySymbols', 'kept')],
        similar: { result: LACKING, won: LACKING },
      },
      'This buy of BTC-USD would break your rule “No chasing” and read as FOMO; there is not enough data on similar buys of yours (3 of the 10 needed).',
    ],
    [
      'several rules, and none of the patterns',
      {
        labels: [{ label: 'NEUTRAL', confidence: 0.9 }],
        rules: RULE_KINDS.slice(0, 3).map((kind) => rule(kind, 'broken')),
        similar: { result: LACKING, won: LACKING },
      },
      'This buy of BTC-USD would break 3 of your rules (“No chasing”, “Shortest hold” and “Trades a day”) and show none of the patterns that are looked for; there is not enough data on similar buys of yours (3 of the 10 needed).',
    ],
    [
      'a market that could not be read',
      {
        side: 'SELL',
        labels: [{ label: 'UNSCORED', confidence: 0 }],
        market: 'out',
        similar: { result: LACKING, won: LACKING },
      },
      'This sale of BTC-USD would go without a name, since its market could not be read in time; there is not enough data on similar sales of yours (3 of the 10 needed).',
    ],
  ])('tells of %s', (_, over, sentence) => {
    expect(sumUp({ ...PLAIN, ...over })).toBe(sentence);
  });

  it('never advises, warns, praises or foretells, whatever it has to tell', () => {
    expect(ALL.filter((sentence) => ADVICE.test(sentence))).toEqual([]);
  });

  it('is one sentence, in which nothing unknown is written as a value', () => {
    expect(ALL.filter((sentence) => !ONE.test(sentence) || /undefined|null|NaN| {2}/.test(sentence))).toEqual(
      [],
    );
  });
});

const ONE = /^This (buy|sale) of BTC-USD would [^.]+(\.\d[^.]*)*\.$/;
/** Words by which something would be recommended, forbidden, foretold or scolded. */
const ADVICE =
  /\b(should|shall|must|ought|need to|have to|don't|do not|avoid|consider|recommend\w*|suggest\w*|advi[cs]e\w*|better|best|worse|worst|good|bad|wait|hold off|stop|careful|beware|caution|warning|danger\w*|risky|safe|smart|wise|mistake|opportunity|will|going to|expect\w*|likely|probably|predict\w*|try|sorry|please|buy now|sell now|buy it|sell it|go ahead|refrain)\b/i;

const ALL = [...new Set(allSentences())];

function* allSentences(): Generator<string> {
  const labels = [
    ...LabelSchema.options.map((label) => [{ label, confidence: 0.5 }]),
    LabelSchema.options
      .filter((label) => label !== 'NEUTRAL' && label !== 'UNSCORED')
      .map((label) => ({ label, confidence: 0.5 })),
  ];
  const rules = [
    [],
    ...RULE_KINDS.flatMap((kind) =>
      (['kept', 'broken', 'not_applicable'] as const).map((verdict) => [rule(kind, verdict)]),
    ),
    RULE_KINDS.map((kind) => rule(kind, 'broken')),
  ];
  const similar = [
    { result: LACKING, won: LACKING },
    { result: measure(-0.5), won: measure(0) },
    { result: measure(0), won: measure(1) },
    { result: { known: true as const, value: 0.2, n: 11 }, won: measure(0.5) },
  ];
  for (const side of ['BUY', 'SELL'] as const)
    for (const market of ['read', 'none', 'out'] as const)
      for (const reason of [undefined, ...Object.values(UNKNOWN)])
        for (const one of labels)
          for (const held of rules)
            for (const ended of similar)
              yield sumUp({
                ...PLAIN,
                side,
                market,
                labels: one,
                rules: held,
                similar: ended,
                ...(reason && { reason }),
              });
}
