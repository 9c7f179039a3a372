/** What a row of Binance's statement is. `internal`: it stays with Binance, and nothing that is held changes. */
export type Operation = 'trade' | 'fee' | 'convert' | 'transfer' | 'reward' | 'swap' | 'internal' | 'unknown';

const TRADES = new Set([
  'buy',
  'sell',
  'transaction buy',
  'transaction spend',
  'transaction revenue',
  'transaction sold',
  'transaction related',
]);
const FEES = new Set(['fee', 'transaction fee']);

/** The first that fits. Binance has some hundred names, and new ones every year. */
const PATTERNS: readonly [RegExp, Operation][] = [
  [/convert|conversion|^small assets exchange bnb$|^large otc trading$/, 'convert'],
  [/^(fiat )?(deposit|withdraw|withdrawal)$|^p2p trading$|^c2c|^binance card|^buy crypto/, 'transfer'],
  [/^transfer|main and|between .* (wallet|account)|asset - transfer|account transfer/, 'internal'],
  [
    /subscription|redemption|^savings purchase|staking purchase|locked purchase|^eth 2\.0 staking$/,
    'internal',
  ],
  [/token swap|redenomination|rebranding|^distribution$/, 'swap'],
  [/interest|reward|distribution|airdrop|rebate|commission|refer|kickback|voucher|mining/, 'reward'],
  [/earnings|cashback|crypto box|bonus|campaign|launchpool/, 'reward'],
];

export function operationOf(name: string): Operation {
  const plain = name.trim().toLowerCase();
  if (TRADES.has(plain)) return 'trade';
  if (FEES.has(plain)) return 'fee';
  return PATTERNS.find(([pattern]) => pattern.test(plain))?.[1] ?? 'unknown';
}

/** Futures, options and margin are lent positions, no spot. */
export function isSpotAccount(account: string): boolean {
  return !/futures|margin|option/i.test(account);
}
