import { formatPnl } from './money.ts';
import { formatNumber } from './number.ts';
import { formatHeld } from './time.ts';

type Unit = keyof typeof NUMBER_FORMATS | 'money';

interface FeatureText {
  name: string;
  unit: Unit;
}

/** How a figure of each unit reads. `finer` asks for so many more digits. */
const NUMBER_FORMATS = {
  fraction: (value: number, finer: number) => percent(value, 'negative', finer),
  'signed-fraction': (value: number, finer: number) => percent(value, 'exceptZero', finer),
  index: (value: number, finer: number) => number(value, 1 + finer),
  ratio: (value: number, finer: number) => number(value, 2 + finer),
  count: (value: number, finer: number) => number(value, 1 + finer),
  times: (value: number, finer: number) => `${number(value, 2 + finer)}×`,
  ranges: (value: number, finer: number) => `${number(value, 2 + finer)} ATR`,
  deviations: (value: number, finer: number) => `${number(value, 2 + finer)} SD`,
  hours: (value: number) => formatHeld(value),
  minutes: (value: number, finer: number) =>
    value < LONG_MINUTES ? `${number(value, finer)} min` : formatHeld(value / 60),
  percent: (value: number, finer: number) => `${number(value, 1 + finer)}%`,
  clock: (value: number) => `${String(Math.floor(value)).padStart(2, '0')}:00`,
  percentile,
  'yes-no': (value: number) => (value >= 0.5 ? 'yes' : 'no'),
} as const;

/** From here on minutes are told in hours. */
const LONG_MINUTES = 180;

const FEATURE_TEXT: Readonly<Record<string, FeatureText>> = {
  pct_change_1h_before: { name: 'Change in the hour before', unit: 'signed-fraction' },
  pct_change_24h_before: { name: 'Change in the 24 h before', unit: 'signed-fraction' },
  RSI_14: { name: 'RSI (14)', unit: 'index' },
  ATR_rel: { name: 'ATR (14), share of price', unit: 'fraction' },
  BB_pos: { name: 'Place in the Bollinger band', unit: 'ratio' },
  gap_from_MA: { name: 'Gap from the 20 h average', unit: 'signed-fraction' },
  held_hours: { name: 'Held', unit: 'hours' },
  pnl_exit: { name: 'Result of the exit', unit: 'money' },
  drawdown_recent: { name: 'Distance from the 72 h high', unit: 'fraction' },
  support_distance: { name: 'Distance from support', unit: 'fraction' },
  support_gap: { name: 'Gap from support', unit: 'signed-fraction' },
  minutes_since_loss: { name: 'Since a loss was closed', unit: 'minutes' },
  loss_vs_median: { name: 'That loss against your median loss', unit: 'times' },
  same_asset: { name: 'Same asset as the loss', unit: 'yes-no' },
  notional_vs_median: { name: 'Size against your median', unit: 'times' },
  price_vs_average_cost: { name: 'Price against your average cost', unit: 'signed-fraction' },
  notional_z: { name: 'Size above your usual', unit: 'deviations' },
  wins_in_row: { name: 'Wins in a row before', unit: 'count' },
  local_hour: { name: 'Hour on your clock', unit: 'clock' },
  night_share: { name: 'Share of your entries at night', unit: 'fraction' },
  day_trades: { name: 'Trades on that day', unit: 'count' },
  day_trades_usual: { name: 'Trades on a usual day of yours', unit: 'count' },
  day_count_percentile: { name: 'Percentile of that day', unit: 'percentile' },
  order_hours: { name: 'Held, over the order', unit: 'hours' },
  held_vs_winners: { name: 'Hold against your winners', unit: 'times' },
  result_vs_entry: { name: 'Result on what it cost', unit: 'signed-fraction' },
  mae_atr: { name: 'Worst while held', unit: 'ranges' },
  captured: { name: 'Kept of the best while held', unit: 'fraction' },
  minHoldHours: { name: 'Held, by your own rule', unit: 'hours' },
  maxLossPctPerTrade: { name: 'Loss, by your own rule', unit: 'percent' },
  further_gain_atr: { name: 'Further gain after the sale', unit: 'ranges' },
};

export function featureName(name: string): string {
  return FEATURE_TEXT[name]?.name ?? name.replaceAll('_', ' ');
}

export function formatFeature(name: string, value: number | string, quote: string, finer = 0): string {
  const unit = FEATURE_TEXT[name]?.unit;
  if (unit === 'money') return `${formatPnl(String(value), quote)} ${quote}`;
  if (typeof value === 'string') return value;
  return unit === undefined ? number(value, 2 + finer) : NUMBER_FORMATS[unit](value, finer);
}

/** Whether a figure is told as a word: there is no distance from it to a threshold. */
export function isYesOrNo(name: string): boolean {
  return FEATURE_TEXT[name]?.unit === 'yes-no';
}

const BOUNDS: Readonly<Partial<Record<Unit, readonly [number, number]>>> = {
  index: [0, 100],
  ratio: [0, 1],
  percentile: [0, 1],
  clock: [0, 24],
};

/** Where a feature has natural bounds, its bar is drawn between them. */
export function featureBounds(name: string): readonly [number, number] | undefined {
  const unit = FEATURE_TEXT[name]?.unit;
  return unit === undefined ? undefined : BOUNDS[unit];
}

function percent(value: number, signDisplay: 'negative' | 'exceptZero', finer: number): string {
  return formatNumber(value, { style: 'percent', maximumFractionDigits: 1 + finer, signDisplay });
}

const SUFFIXES: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd' };
const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });

/** '91st'; never the hundredth, above which nothing lies. */
function percentile(value: number, finer: number): string {
  const percent = value * 100;
  if (percent >= 99.5 && finer === 0) return 'above 99th';
  const text = number(percent, finer);
  return `${text}${SUFFIXES[ordinals.select(Number(text))] ?? 'th'}`;
}

function number(value: number, digits: number): string {
  return formatNumber(value, { maximumFractionDigits: digits });
}
