/** BTC-USD is BTC priced in USD; a base asset may have hyphens of its own. */
export function splitSymbol(symbol: string): { base: string; quote: string } {
  const hyphen = symbol.lastIndexOf('-');
  return { base: symbol.slice(0, hyphen), quote: symbol.slice(hyphen + 1) };
}
