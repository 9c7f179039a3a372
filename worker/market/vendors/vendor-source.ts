import type { CandleSource } from '../../brokers/port.ts';
import type { Config } from '../../env.ts';
import { bitstamp } from './bitstamp.ts';
import type { Guard } from './guard.ts';
import { twelvedata } from './twelvedata.ts';

/** The vendor that this deployment asks for candles; null: none. */
export function vendorSource(config: Config, guard: Guard): CandleSource | null {
  switch (config.CANDLE_VENDOR) {
    case 'bitstamp':
      return bitstamp(config.CANDLE_VENDOR_URL || 'https://www.bitstamp.net', guard);
    case 'twelvedata':
      return twelvedata(
        { url: config.CANDLE_VENDOR_URL || 'https://api.twelvedata.com', key: config.CANDLE_VENDOR_KEY },
        guard,
      );
    case 'none':
      return null;
  }
}
