import { type RuleKind, type RuleSpec, RuleSpecSchema } from '../../../../contracts/rules.ts';

/** A field of the form of a rule: what is typed is text. */
export interface RuleField {
  name: string;
  label: string;
  hint: string;
  /** What is wrong with what the contract refuses. */
  error: string;
  input: 'number' | 'time' | 'text';
}

const PCT = (hint: string): RuleField => ({
  name: 'pct',
  label: 'Percent',
  hint,
  error: 'Not a number from 0.1 to 100.',
  input: 'number',
});

export const RULE_FIELDS: Readonly<Record<RuleKind, readonly RuleField[]>> = {
  avoidSpikeOverPct: [
    PCT('A rise above this, 0.1 to 100.'),
    {
      name: 'lookbackHours',
      label: 'Hours before',
      hint: 'Whole hours, 1 to 168.',
      error: 'Not a whole number from 1 to 168.',
      input: 'number',
    },
  ],
  minHoldHours: [
    {
      name: 'hours',
      label: 'Hours',
      hint: '0.25 to 2,160, which is 90 days. A sale that keeps to your largest loss is let out.',
      error: 'Not a number from 0.25 to 2,160.',
      input: 'number',
    },
  ],
  maxTradesPerDay: [
    {
      name: 'n',
      label: 'Trades',
      hint: 'A whole number, 1 to 100.',
      error: 'Not a whole number from 1 to 100.',
      input: 'number',
    },
  ],
  maxLossPctPerTrade: [PCT('Of what it cost, 0.1 to 100.')],
  cooldownAfterLossMinutes: [
    {
      name: 'minutes',
      label: 'Minutes',
      hint: 'Whole minutes, 1 to 1,440, which is a day.',
      error: 'Not a whole number from 1 to 1,440.',
      input: 'number',
    },
  ],
  noTradingHours: [
    {
      name: 'from',
      label: 'From',
      hint: 'On your clock.',
      error: 'A time of day such as 22:30.',
      input: 'time',
    },
    {
      name: 'to',
      label: 'To',
      hint: 'May be past midnight.',
      error: 'A time of day other than the first.',
      input: 'time',
    },
  ],
  maxPositionPct: [PCT('Of what you hold at a broker against one currency, 0.1 to 100.')],
  onlySymbols: [
    {
      name: 'symbols',
      label: 'Products',
      hint: 'Such as BTC-USD, ETH-USD.',
      error: 'Products as your broker writes them, such as BTC-USD, each once.',
      input: 'text',
    },
  ],
};

export type RuleDraft = Readonly<Record<string, string>>;

/** What a form begins with where the trader has no such rule. */
const STARTS: Readonly<Record<RuleKind, RuleDraft>> = {
  avoidSpikeOverPct: { pct: '8', lookbackHours: '24' },
  minHoldHours: { hours: '24' },
  maxTradesPerDay: { n: '3' },
  maxLossPctPerTrade: { pct: '5' },
  cooldownAfterLossMinutes: { minutes: '60' },
  noTradingHours: { from: '22:00', to: '06:00' },
  maxPositionPct: { pct: '25' },
  onlySymbols: { symbols: '' },
};

export function draftOf(kind: RuleKind, params: Readonly<Record<string, unknown>> | undefined): RuleDraft {
  if (params === undefined) return STARTS[kind];
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : String(value),
    ]),
  );
}

export type ReadDraft =
  | { ok: true; rule: RuleSpec }
  | { ok: false; errors: Readonly<Record<string, string>> };

/** Reads what was typed by the contract; a field that it refuses says what is wrong. */
export function readDraft(kind: RuleKind, draft: RuleDraft): ReadDraft {
  const fields = RULE_FIELDS[kind];
  const params = Object.fromEntries(
    fields.map(({ name, input }) => [name, readField(draft[name] ?? '', name, input)]),
  );
  const read = RuleSpecSchema.safeParse({ kind, params });
  if (read.success) return { ok: true, rule: read.data };
  const errors: Record<string, string> = {};
  for (const { path } of read.error.issues) {
    const field = fields.find(({ name }) => name === path[1]);
    if (field) errors[field.name] = field.error;
  }
  return { ok: false, errors };
}

function readField(text: string, name: string, input: RuleField['input']): unknown {
  const trimmed = text.trim();
  if (name === 'symbols') {
    return trimmed
      .toUpperCase()
      .split(/[\s,;]+/)
      .filter((symbol) => symbol !== '');
  }
  if (input !== 'number') return trimmed;
  return trimmed === '' ? undefined : readNumber(trimmed);
}

/** As the hints write it, 2,160; a comma that cannot part thousands is a decimal one. */
const IN_THOUSANDS = /^[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/;

function readNumber(text: string): number {
  return Number(IN_THOUSANDS.test(text) ? text.replaceAll(',', '') : text.replace(',', '.'));
}
