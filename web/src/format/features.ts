import { formatPnl } from './decimal.ts';
import { formatHeld } from './time.ts';

type Unit = 'fraction' | 'signed-fraction' | 'index' | 'ratio' | 'hours' | 'money';

interface FeatureText {
  name: string;
  unit: Unit;
}

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
};

export function featureName(name: string): string {
  return FEATURE_TEXT[name]?.name ?? name.replaceAll('_', ' ');
}

export function formatFeature(name: string, value: number | string, quote: string): string {
  const unit = FEATURE_TEXT[name]?.unit;
  if (unit === 'money') return `${formatPnl(String(value))} ${quote}`;
  if (typeof value === 'string') return value;
  if (unit === 'fraction') return percent(value, 'negative');
  if (unit === 'signed-fraction') return percent(value, 'exceptZero');
  if (unit === 'hours') return formatHeld(value);
  return number(value, unit === 'index' ? 1 : 2);
}

/** Where a feature has natural bounds, its bar is drawn between them. */
export function featureBounds(name: string): readonly [number, number] | undefined {
  if (FEATURE_TEXT[name]?.unit === 'index') return [0, 100];
  return FEATURE_TEXT[name]?.unit === 'ratio' ? [0, 1] : undefined;
}

function percent(value: number, signDisplay: 'negative' | 'exceptZero'): string {
  const text = value.toLocaleString('en', { style: 'percent', maximumFractionDigits: 1, signDisplay });
  return text.replace('-', '−');
}

function number(value: number, digits: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: digits }).replace('-', '−');
}
