import type { Settings } from './settings.ts';
import type { Simulators } from './simulators.ts';

/** Where the Worker's adapters go, to brokers and beyond: what is set from outside wins over the simulators. */
export function brokerVars(settings: Settings, sim: Simulators | null) {
  return {
    COINBASE_CLIENT_ID: settings.COINBASE_CLIENT_ID ?? sim?.clientId ?? '',
    COINBASE_CLIENT_SECRET: settings.COINBASE_CLIENT_SECRET ?? sim?.clientSecret ?? '',
    COINBASE_LOGIN_URL: settings.COINBASE_LOGIN_URL ?? sim?.coinbase.loginUrl ?? 'https://login.coinbase.com',
    COINBASE_API_URL: settings.COINBASE_API_URL ?? sim?.coinbase.apiUrl ?? 'https://api.coinbase.com',
    BINANCE_ENABLED: settings.BINANCE_ENABLED ?? (sim ? '1' : '0'),
    BINANCE_INVITES: settings.BINANCE_INVITES,
    BINANCE_API_URL: settings.BINANCE_API_URL ?? sim?.binance.url ?? 'https://api.binance.com',
    BINANCE_MARKET_URL: settings.BINANCE_MARKET_URL ?? sim?.binance.url ?? 'https://data-api.binance.vision',
    CANDLE_VENDOR: settings.CANDLE_VENDOR,
    CANDLE_VENDOR_URL: settings.CANDLE_VENDOR_URL ?? sim?.vendors.url ?? '',
    CANDLE_VENDOR_KEY: settings.CANDLE_VENDOR_KEY ?? '',
    BREACH_URL: settings.BREACH_URL ?? sim?.breach.url ?? '',
    MAIL_URL: settings.MAIL_URL ?? sim?.mail.sendUrl ?? '',
    MAIL_KEY: settings.MAIL_KEY ?? sim?.mail.key ?? '',
    ...(settings.MAIL_FROM && { MAIL_FROM: settings.MAIL_FROM }),
    ...(settings.APP_ORIGIN && { APP_ORIGIN: settings.APP_ORIGIN }),
  };
}
