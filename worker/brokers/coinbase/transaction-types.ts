/**
 * How each type of `GET /v2/accounts/:id/transactions` is read. Source: docs.cdp.coinbase.com, Track APIs, Transactions; types that the page no longer
 * lists still stand in older accounts, and open clients read them.
 *
 * - transfer: comes or goes by its sign. What a network took for it is part of the amount.
 * - reward: earned by holding or by a promotion; taken back, it goes.
 * - convert: one leg of an exchange of two assets; its sign says which.
 * - fee: paid to Coinbase for no trade.
 * - retail_trade: a buy or a sell of the simple product, which the fills endpoint does not tell.
 * - fill_again: the other telling of a fill that the fills endpoint has.
 * - own_wallets: between accounts of the same trader at the same house, of which these books are one: nothing comes or goes. A vault and a staked
 *   balance are wallets with a leg each; what was traded on Pro or Exchange comes as a file, and must meet the lots that were sent there.
 */
const READING_NAMES = [
  'transfer',
  'reward',
  'convert',
  'fee',
  'retail_trade',
  'fill_again',
  'own_wallets',
] as const;
export type Reading = (typeof READING_NAMES)[number];

const TYPES: Record<Reading, readonly string[]> = {
  transfer: [
    'send',
    'receive',
    'request',
    'tx',
    'fiat_deposit',
    'fiat_withdrawal',
    // Companies of their own, whose trades never come here.
    'prime_withdrawal',
    'intx_deposit',
    'intx_withdrawal',
    'derivatives_settlement',
    'cardspend',
    'retail_simple_dust',
    'unsupported_asset_recovery',
  ],
  reward: [
    'staking_reward',
    'inflation_reward',
    'interest',
    'earn_payout',
    'incentives_rewards_payout',
    'incentives_shared_clawback',
    'clawback',
    'subscription_rebate',
    'cardbuyback',
  ],
  convert: ['trade', 'wrap_asset', 'unwrap_asset', 'retail_eth2_deprecation'],
  fee: ['subscription'],
  retail_trade: ['buy', 'sell'],
  fill_again: ['advanced_trade_fill'],
  own_wallets: [
    'transfer',
    'pro_deposit',
    'pro_withdrawal',
    'exchange_deposit',
    'exchange_withdrawal',
    'vault_deposit',
    'vault_withdrawal',
    'staking_transfer',
    'unstaking_transfer',
  ],
};

const READINGS = new Map(
  READING_NAMES.flatMap((reading) => TYPES[reading].map((type): [string, Reading] => [type, reading])),
);

/** undefined: a type that nobody has read before. */
export function readingOf(type: string): Reading | undefined {
  return READINGS.get(type);
}
