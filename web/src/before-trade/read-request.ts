import { type CheckRequest, CheckRequestSchema } from '../../../contracts/check.ts';
import { PositiveAmountSchema } from '../../../contracts/decimal.ts';
import { SymbolSchema } from '../../../contracts/ids.ts';
import type { Side } from '../../../contracts/side.ts';
import { quoteOf } from '../format/decimal.ts';

export interface Draft {
  symbol: string;
  side: Side;
  /** '': the default. */
  qty: string;
  price: string;
}

type ReadRequest =
  | { ok: true; request: CheckRequest }
  | { ok: false; errors: { symbol?: string; qty?: string; price?: string } };

const AMOUNT = 'A number above zero, with a point, such as 0.25.';

/** What was typed, as the server takes it. */
export function readRequest(draft: Draft): ReadRequest {
  const symbol = readSymbol(draft.symbol);
  const [qty, price] = [draft.qty.trim(), draft.price.trim()];
  const isAmount = (text: string) => text === '' || PositiveAmountSchema.safeParse(text).success;
  const errors = {
    ...(!SymbolSchema.safeParse(symbol).success && { symbol: 'A product such as BTC-USD.' }),
    ...(!isAmount(qty) && { qty: AMOUNT }),
    ...(!isAmount(price) && { price: AMOUNT }),
  };
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  const request = { symbol, side: draft.side, ...(qty !== '' && { qty }), ...(price !== '' && { price }) };
  return { ok: true, request: CheckRequestSchema.parse(request) };
}

/** What a product is priced in; null while it is not typed to its end. */
export function readQuote(text: string): string | null {
  const symbol = readSymbol(text);
  return SymbolSchema.safeParse(symbol).success ? quoteOf(symbol) : null;
}

/** "btc/usd" is BTC-USD. */
export function readSymbol(text: string): string {
  return text
    .trim()
    .toUpperCase()
    .replace(/[/_\s]+/, '-');
}
