import { holdings } from '../market/fresh-fills.ts';
import type { Market } from '../market/market.ts';
import type { Product } from '../market/product.ts';
import type { Account } from './accounts.ts';
import type { SimResponse } from './exchange.ts';
import { uuid } from './fill-json.ts';

/** GET /api/v3/brokerage/products */
export function listProducts(market: Market, nowMs: number): SimResponse {
  const products = market.products().map((product) => productJson(market, product, nowMs));
  return { status: 200, body: { products, num_products: products.length } };
}

/** GET /api/v3/brokerage/accounts: one wallet per coin ever held, and one of dollars. */
export function listAccounts(account: Account, market: Market): SimResponse {
  const held = holdings(account.history);
  const wallets = market.products().map((product) => ({
    currency: product.base,
    value: held.get(product.id)?.toFixed() ?? '0',
  }));
  const accounts = [...wallets, { currency: 'USD', value: '10000' }].map(({ currency, value }) => ({
    uuid: uuid(account.name, 'wallet', currency),
    name: `${currency} Wallet`,
    currency,
    available_balance: { value, currency },
    default: currency === 'BTC',
    active: true,
    type: currency === 'USD' ? 'ACCOUNT_TYPE_FIAT' : 'ACCOUNT_TYPE_CRYPTO',
    ready: true,
    hold: { value: '0', currency },
    retail_portfolio_id: uuid(account.name, 'portfolio'),
    platform: 'ACCOUNT_PLATFORM_CONSUMER',
  }));
  return { status: 200, body: { accounts, has_next: false, cursor: '', size: accounts.length } };
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
