/** Decimal strings go to Intl as strings: it keeps every digit, where a float would not. */
function format(value: string, options: Intl.NumberFormatOptions): string {
  const formatter = formatters.get(options) ?? new Intl.NumberFormat('en', options);
  formatters.set(options, formatter);
  return formatter.format(value as Intl.StringNumericLiteral).replace('-', '−');
}

const formatters = new Map<Intl.NumberFormatOptions, Intl.NumberFormat>();

const PRICE = { minimumFractionDigits: 2, maximumFractionDigits: 10 };
const QUANTITY = { maximumFractionDigits: 10 };
const MONEY = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
const SMALL_MONEY = { minimumFractionDigits: 2, maximumFractionDigits: 10 };
const SIGNED = { ...MONEY, signDisplay: 'exceptZero' } as const;
const SIGNED_SMALL = { ...SMALL_MONEY, signDisplay: 'exceptZero' } as const;
const EXACT = { maximumFractionDigits: 60 };
const COUNT = { maximumFractionDigits: 0 };

export function formatPrice(value: string): string {
  return format(value, PRICE);
}

export function formatQuantity(value: string): string {
  return format(value, QUANTITY);
}

export function formatMoney(value: string): string {
  return format(value, isUnderOneCent(value) ? SMALL_MONEY : MONEY);
}

export function formatPnl(value: string): string {
  return format(value, isUnderOneCent(value) ? SIGNED_SMALL : SIGNED);
}

/** Every digit, for titles beside a rounded figure. */
export function formatExact(value: string): string {
  return format(value, EXACT);
}

export function formatCount(value: number): string {
  return format(String(value), COUNT);
}

export function signOf(value: string): 'gain' | 'loss' | 'flat' {
  if (!/[1-9]/.test(value)) return 'flat';
  return value.startsWith('-') ? 'loss' : 'gain';
}

/** The quote currency of a product such as BTC-USD. */
export function quoteOf(symbol: string): string {
  return symbol.slice(symbol.lastIndexOf('-') + 1);
}

/** The base of a product such as BTC-USD. */
export function baseOf(symbol: string): string {
  const hyphen = symbol.lastIndexOf('-');
  return hyphen === -1 ? symbol : symbol.slice(0, hyphen);
}

function isUnderOneCent(value: string): boolean {
  return /^-?0\.00\d*[1-9]/.test(value);
}
