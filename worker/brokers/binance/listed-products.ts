import { SymbolSchema } from '../../../contracts/ids.ts';
import { ok, type Result } from '../../result.ts';
import type { BrokerFailure } from '../port.ts';
import type { BinanceClient } from './client.ts';
import { ExchangeInfoSchema } from './schema.ts';

const FRESH_MS = 600_000;
/** What was traded once may have been taken off since. In one answer they would come close to the largest one that is read. */
const STATUSES = ['TRADING', 'BREAK', 'HALT'];

/** Every product of the exchange as BASE-QUOTE, read once in ten minutes. */
export async function listedProducts({
  venue,
  market,
}: BinanceClient): Promise<Result<readonly string[], BrokerFailure>> {
  const now = Date.now();
  if (venue.pairs && now - venue.pairs.atMs < FRESH_MS) return ok(venue.pairs.products);
  const products = new Set<string>();
  for (const symbolStatus of STATUSES) {
    const params = { symbolStatus, showPermissionSets: 'false' };
    const answer = await market('/api/v3/exchangeInfo', params, ExchangeInfoSchema);
    if (!answer.ok) return answer;
    for (const { symbol, baseAsset, quoteAsset } of answer.value.symbols) {
      const product = `${baseAsset}-${quoteAsset}`;
      // A product is asked for by its assets joined, and kept where its fills can be.
      if (symbol === baseAsset + quoteAsset && SymbolSchema.safeParse(product).success) products.add(product);
    }
  }
  venue.pairs = { atMs: now, products: [...products] };
  return ok(venue.pairs.products);
}
