export interface Access {
  reads: readonly string[];
  /** Words of the venue that this page has no sentence for: shown as they stand. */
  other: readonly string[];
}

const FILLS = 'Your fills: product, side, quantity, price, fee, time';
const MOVEMENTS = 'Deposits, withdrawals, rewards and converts';
const BALANCES = 'How much of each asset you hold';

/** Words that add nothing a trader would want to know: they let the reading go on while nobody is there. */
const SILENT = new Set(['offline_access']);

const SENTENCES: Readonly<Record<string, readonly string[]>> = {
  'wallet:user:read': ['Your name and the id of your account'],
  'wallet:accounts:read': [BALANCES],
  'wallet:transactions:read': [FILLS, MOVEMENTS],
  view: [FILLS, MOVEMENTS, BALANCES],
  can_view: [FILLS, MOVEMENTS, BALANCES],
  read: [FILLS, MOVEMENTS, BALANCES],
  enablefixreadonly: [FILLS, MOVEMENTS, BALANCES],
  enablereading: [FILLS, MOVEMENTS, BALANCES],
};

/** What a broker is asked for, before it was asked. */
const ASKED_FOR: readonly string[] = [FILLS, MOVEMENTS, BALANCES];

/** What a scope, in the broker's words, lets be read, in the trader's. null: nothing is allowed yet, and this is what will be asked for. */
export function describeScope(scope: string | null): Access {
  const words = (scope ?? '').split(/[\s,]+/).filter((word) => word !== '' && !SILENT.has(word));
  if (words.length === 0) return { reads: ASKED_FOR, other: [] };
  const reads = words.flatMap((word) => SENTENCES[word.toLowerCase()] ?? []);
  return {
    reads: [...new Set(reads)],
    other: words.filter((word) => SENTENCES[word.toLowerCase()] === undefined),
  };
}

export const CANNOT = [
  'Place, change or cancel an order',
  'Move or withdraw funds',
  'See your password',
] as const;
