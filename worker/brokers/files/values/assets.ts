/** Fiat money, what is pegged to it, and what others are priced in: what a pair without a hyphen can end with. */
const FIAT =
  'USD EUR GBP AUD CAD CHF JPY SGD INR KRW TRY BRL ARS COP MXN UAH RUB NGN ZAR PLN RON CZK IDR THB PHP AED KZT VND';
const PEGGED =
  'USDT USDC FDUSD BUSD TUSD PYUSD RLUSD USDP USDS USDE USD1 USDD USDQ USDR USDG PAX DAI UST EURC EURI AEUR EURT EURQ EURR XUSD GUSD IDRT BIDR BVND BKRW GYEN VAI BRZ';
const CRYPTO = 'BTC XBT ETH BNB SOL XRP TRX DOGE DOT KCS MNT';

/** Longest first: USDT is not USD with a T before it. */
const QUOTES = `${FIAT} ${PEGGED} ${CRYPTO}`.split(' ').sort((a, b) => b.length - a.length);

const MONEY_SET = new Set(`${FIAT} ${PEGGED}`.split(' '));

/** As the product names an asset: XBT is BTC. */
export function assetName(text: string): string {
  const name = text.trim().toUpperCase();
  return name === 'XBT' ? 'BTC' : name;
}

/** Fiat, or pegged to it. */
export function isMoney(asset: string): boolean {
  return MONEY_SET.has(asset);
}

/** The two assets of BTC-USD, BTC/USD, BTC_USD, BTC:USD or BTCUSD. null: nobody can say where one ends. */
export function splitPair(text: string): { base: string; quote: string } | null {
  const pair = text.trim().toUpperCase();
  const parts = pair.split(/[-/_:]/);
  if (parts.length > 2) return null;
  const [left = '', right] = parts;
  if (right !== undefined) return left && right ? { base: assetName(left), quote: assetName(right) } : null;
  const quote = QUOTES.find((known) => pair.endsWith(known) && pair.length > known.length);
  return quote === undefined
    ? null
    : { base: assetName(pair.slice(0, -quote.length)), quote: assetName(quote) };
}
