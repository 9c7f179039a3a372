/** What Binance prices others in, the most so first: EUR-USDT, but USDT-TRY. */
export const BINANCE_QUOTES: readonly string[] =
  'TRY BRL ARS COP MXN UAH RUB NGN ZAR PLN RON CZK IDRT BIDR BVND JPY USD USDT BUSD FDUSD TUSD USDC USDP PAX DAI EUR GBP AUD BTC ETH BNB SOL XRP TRX DOGE DOT'.split(
    ' ',
  );
