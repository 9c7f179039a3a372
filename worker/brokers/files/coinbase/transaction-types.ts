import type { MovementKind } from '../../../../contracts/imports.ts';

/** What a row of Coinbase's transactions is. `internal`: it stays with Coinbase, and nothing that is held changes. */
export type TransactionType =
  | { kind: 'trade'; side: 'BUY' | 'SELL' }
  | { kind: 'convert' }
  | { kind: 'movement'; movement: MovementKind }
  | { kind: 'internal' }
  | { kind: 'unknown' };

const TYPES = new Map<string, TransactionType>(
  Object.entries({
    buy: { kind: 'trade', side: 'BUY' },
    sell: { kind: 'trade', side: 'SELL' },
    'advanced trade buy': { kind: 'trade', side: 'BUY' },
    'advanced trade sell': { kind: 'trade', side: 'SELL' },
    'advance trade buy': { kind: 'trade', side: 'BUY' },
    'advance trade sell': { kind: 'trade', side: 'SELL' },
    convert: { kind: 'convert' },
    receive: { kind: 'movement', movement: 'transfer_in' },
    deposit: { kind: 'movement', movement: 'transfer_in' },
    send: { kind: 'movement', movement: 'transfer_out' },
    withdrawal: { kind: 'movement', movement: 'transfer_out' },
    donation: { kind: 'movement', movement: 'transfer_out' },
    'card spend': { kind: 'movement', movement: 'transfer_out' },
    'admin debit': { kind: 'movement', movement: 'transfer_out' },
    'admin credit': { kind: 'movement', movement: 'transfer_in' },
    // Seen from this account: what was deposited at Coinbase Pro left it.
    'pro deposit': { kind: 'movement', movement: 'transfer_out' },
    'exchange deposit': { kind: 'movement', movement: 'transfer_out' },
    'pro withdrawal': { kind: 'movement', movement: 'transfer_in' },
    'exchange withdrawal': { kind: 'movement', movement: 'transfer_in' },
    'coinbase earn': { kind: 'movement', movement: 'reward' },
    subscription: { kind: 'movement', movement: 'fee' },
    'retail staking transfer': { kind: 'internal' },
    'retail unstaking transfer': { kind: 'internal' },
    'vault withdrawal': { kind: 'internal' },
    'cash to savings': { kind: 'internal' },
  } satisfies Record<string, TransactionType>),
);

/** Rewards have come under many names: Rewards Income, Learning Reward, Staking Income, Inflation Reward, Interest payout, Subscription Rebate. */
const REWARD = /\b(rewards?|income|interest|rebates?|airdrop|incentives?|bonus)\b/;
const REWARDED = /\bfrom Coinbase (Earn|Rewards|Referral)\b/i;

export function transactionTypeOf(name: string, note: string): TransactionType {
  const plain = name.trim().toLowerCase();
  if (plain === 'receive' && REWARDED.test(note)) return { kind: 'movement', movement: 'reward' };
  const known = TYPES.get(plain);
  if (known) return known;
  return REWARD.test(plain) ? { kind: 'movement', movement: 'reward' } : { kind: 'unknown' };
}
