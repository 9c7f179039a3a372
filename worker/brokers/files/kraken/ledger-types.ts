/** What a row of Kraken's ledger is. `internal`: it stays with Kraken, and nothing that is held changes. */
export type LedgerType = 'trade' | 'dust' | 'transfer' | 'reward' | 'internal' | 'lent' | 'unknown';

const TYPES = new Map<string, LedgerType>([
  ['trade', 'trade'],
  ['spend', 'trade'],
  ['receive', 'trade'],
  ['deposit', 'transfer'],
  ['withdrawal', 'transfer'],
  ['adjustment', 'transfer'],
  ['credit', 'transfer'],
  ['staking', 'reward'],
  ['reward', 'reward'],
  ['dividend', 'reward'],
  ['invite bonus', 'reward'],
  ['airdrop', 'reward'],
  ['margin', 'lent'],
  ['rollover', 'lent'],
  ['settled', 'lent'],
]);

/** Between a trader's places at Kraken. */
const WITHIN = /spot(to|from)staking|staking(to|from)spot/;
const OF_EARN: readonly [RegExp, LedgerType][] = [
  [/reward/, 'reward'],
  [/allocation|migration/, 'internal'],
];

export function ledgerTypeOf(type: string, subtype: string): LedgerType {
  const [plain, detail] = [type.trim().toLowerCase(), subtype.trim().toLowerCase()];
  // Many dust balances against one amount: a convert of more than two legs.
  if (/dust/.test(detail)) return 'dust';
  if (plain === 'transfer') return WITHIN.test(detail) ? 'internal' : 'transfer';
  if (plain === 'earn') return OF_EARN.find(([pattern]) => pattern.test(detail))?.[1] ?? 'unknown';
  return TYPES.get(plain) ?? 'unknown';
}
