import type { Market } from '../market/market.ts';
import type { Product } from '../market/product.ts';
import type { SimResponse } from '../simulator/exchange.ts';

/** GET /api/v3/brokerage/products */
export function listProducts(market: Market, nowMs: number): SimResponse {
  const products = market.products().map((product) => productJson(market, product, nowMs));
  return { status: 200, body: { products, num_products: products.length } };
}

function productJson(market: Market, product: Product, nowMs: number) {
  const increment = (decimals: number) => (1 / 10 ** decimals).toFixed(decimals);
  return {
    product_id: product.id,
    price: market.priceAt(product.id, nowMs),
    base_increment: increment(product.sizeDecimals),
    quote_increment: increment(product.priceDecimals),
    price_increment: increment(product.priceDecimals),
    base_currency_id: product.base,
    quote_currency_id: product.quote,
    base_display_symbol: product.base,
    quote_display_symbol: product.quote,
    product_type: 'SPOT',
    status: 'online',
    is_disabled: false,
    trading_disabled: false,
    view_only: false,
  };
}
