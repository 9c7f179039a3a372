/** Fiat money. */
export const FIAT =
  'USD EUR GBP AUD CAD CHF JPY SGD INR KRW TRY BRL ARS COP MXN UAH RUB NGN ZAR PLN RON CZK IDR THB PHP AED KZT VND'.split(
    ' ',
  );
/** What is pegged to it. */
export const PEGGED =
  'USDT USDC FDUSD BUSD TUSD PYUSD RLUSD USDP USDS USDE USD1 USDD USDQ USDR USDG PAX DAI UST EURC EURI AEUR EURT EURQ EURR XUSD GUSD IDRT BIDR BVND BKRW GYEN VAI BRZ'.split(
    ' ',
  );

const MONEY_SET = new Set([...FIAT, ...PEGGED]);

/** Fiat, or pegged to it. */
export function isMoney(asset: string): boolean {
  return MONEY_SET.has(asset);
}
