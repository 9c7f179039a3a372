import type { SimResponse } from '../simulator/exchange.ts';

/** The error shape of Binance. */
export function binanceError(
  status: number,
  code: number,
  msg: string,
  headers: Record<string, string> = {},
): SimResponse {
  return { status, headers, body: { code, msg } };
}

export const badSymbol = () => binanceError(400, -1121, 'Invalid symbol.');
export const badCombination = () => binanceError(400, -1128, 'Combination of optional parameters invalid.');
export const lookupTooBig = () => binanceError(400, -1127, 'Lookup interval is too big.');

export function missing(name: string): SimResponse {
  return binanceError(
    400,
    -1102,
    `Mandatory parameter '${name}' was not sent, was empty/null, or malformed.`,
  );
}

/** What a fault of a status says when it is not told what to say. Retry-After is 0 with Binance, as rotki saw it. */
export function usualError(status: number): SimResponse {
  if (status === 418)
    return binanceError(
      418,
      -1003,
      `Way too much request weight used; IP banned until ${Date.now() + 120_000}.`,
    );
  if (status === 429)
    return binanceError(429, -1003, 'Too much request weight used.', { 'retry-after': '0' });
  if (status === 451)
    return binanceError(
      451,
      0,
      "Service unavailable from a restricted location according to 'b. Eligibility'.",
    );
  if (status === 403) return { status, body: '<html><body>Forbidden</body></html>' };
  if (status >= 500) return binanceError(status, -1001, 'Internal error; unable to process your request.');
  return binanceError(status, -1000, 'An unknown error occurred while processing the request.');
}
