import { assetName } from '../values/assets.ts';

/** Kraken's oldest assets carry an X, its fiat money a Z. */
const PREFIXED =
  /^(?:X(XBT|ETH|LTC|XRP|XLM|ETC|XMR|ZEC|REP|MLN|XDG|ICN|DAO|NMC|XVN)|Z(USD|EUR|GBP|CAD|JPY|AUD|KRW|CHF))$/;
/** Staked (DOT.S, DOT28.S), flexible, bonded, on hold: the same asset in another place. */
const PLACED = /^([A-Z0-9]+?)(?:\d\d)?\.(?:S|M|F|B|P|T|HOLD)$/;
const NAMES = new Map([
  ['XDG', 'DOGE'],
  ['ETH2', 'ETH'],
]);

/** XXBT is BTC, ZUSD is USD, XDG is DOGE, DOT.S is DOT. */
export function krakenAsset(text: string): string {
  const upper = text.trim().toUpperCase();
  const [, placed] = PLACED.exec(upper) ?? [];
  const [, crypto, fiat] = PREFIXED.exec(placed ?? upper) ?? [];
  const name = crypto ?? fiat ?? placed ?? upper;
  return assetName(NAMES.get(name) ?? name);
}

/** Longest first. */
const QUOTES =
  'PYUSD RLUSD FDUSD USDT USDC EURC EURQ EURR USDQ USDR USDG USDS TUSD DAI USD EUR GBP CAD JPY AUD CHF AED XBT BTC ETH SOL DOT'.split(
    ' ',
  );

/** The assets of XXBTZUSD, XBTUSDT, XTZUSD or XBT/USD. null: nobody can say where one ends. */
export function krakenPair(text: string): { base: string; quote: string } | null {
  const pair = text.trim().toUpperCase();
  const [left = '', right, ...more] = pair.split('/');
  if (right !== undefined) {
    return left && right && more.length === 0 ? { base: krakenAsset(left), quote: krakenAsset(right) } : null;
  }
  // A prefixed quote stands behind four characters (XXBTZUSD, USDTZUSD): in XTZUSD the Z is the base's own.
  const [head, tail] = [pair.slice(0, 4), pair.slice(4)];
  if (PREFIXED.test(tail)) return { base: krakenAsset(head), quote: krakenAsset(tail) };
  const quote = QUOTES.find((known) => pair.endsWith(known) && pair.length > known.length);
  return quote === undefined
    ? null
    : { base: krakenAsset(pair.slice(0, -quote.length)), quote: krakenAsset(quote) };
}
