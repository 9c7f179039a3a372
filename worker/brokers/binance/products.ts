/**
 * Traded by nearly everybody. A coin that was bought and sold again, and never moved, leaves no trace but its fills, which have to be asked for
 * product by product: of these it is tried.
 */
const MAJORS = new Set([
  ...['BTC', 'ETH', 'BNB', 'SOL', 'XRP', 'DOGE', 'ADA', 'TRX', 'AVAX', 'LINK'],
  ...['LTC', 'DOT', 'BCH', 'SUI', 'NEAR', 'UNI', 'AAVE', 'SHIB', 'PEPE', 'ARB'],
]);

/**
 * The products (BASE-QUOTE, sorted) that an account may have traded, of those that the exchange has: every product whose base is known to have
 * been held, and those of the majors that are paid in something that was held. Asking for all of them would take a quarter of an hour of
 * Binance's limit; a gap shows in the balances.
 */
export function tradedProducts(products: readonly string[], assets: Iterable<string>): string[] {
  const held = new Set<string>();
  for (const asset of assets) {
    held.add(asset);
    // Coins lent to Simple Earn are shown as LDBTC.
    if (asset.startsWith('LD')) held.add(asset.slice(2));
  }
  return products
    .filter((product) => {
      const [base = '', quote = ''] = product.split('-');
      return held.has(base) || (MAJORS.has(base) && held.has(quote));
    })
    .sort();
}
