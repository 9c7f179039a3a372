/** Why a figure has no value, as the trader may read it. Fixed texts, so that a reflection can tell what to do about each. */
export const UNKNOWN = {
  noCandles: 'no hourly candles before this trade',
  tooFewBars: 'too few hourly candles before this trade',
  tooManyGaps: 'too many hours without a candle before this trade',
  noMovement: 'no movement in the price',
  basisUnknown: 'what this was bought for is not known',
  boughtWhenUnknown: 'when this was bought is not known',
  notAnExit: 'a buy closes nothing',
  notAnEntry: 'a sale opens nothing',
  tooFewTrades: 'too few trades of your own to compare with yet',
  noLossBefore: 'no loss was closed before this trade',
  nothingHeld: 'nothing of it was held before',
  noGain: 'there was no gain to keep',
  oneSize: 'all trades to compare with were of one size',
  heldTooShort: 'held for less than a whole hourly candle',
  notOverYet: 'as much time as it was held has not passed since',
  nothingElseHeld: 'nothing else was held beside it',
  priceUnknown: 'the price of something held beside it is not known',
  fillUnreadable: 'its figures cannot be used',
} as const;

export type UnknownReason = (typeof UNKNOWN)[keyof typeof UNKNOWN];

export type Known<V extends number | string = number> = { known: true; value: V };
export type Unknown = { known: false; reason: UnknownReason };
/** The contract's FeatureValue, with one of our reasons. */
export type Figure<V extends number | string = number> = Known<V> | Unknown;

export function known<V extends number | string>(value: V): Known<V> {
  return { known: true, value };
}

// One object per reason: a history without candles would otherwise hold nine of them per trade.
const SHARED = new Map<UnknownReason, Unknown>();

export function unknown(reason: UnknownReason): Unknown {
  const shared = SHARED.get(reason) ?? Object.freeze({ known: false, reason });
  SHARED.set(reason, shared);
  return shared;
}
