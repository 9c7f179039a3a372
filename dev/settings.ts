import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const optionalText = z
  .string()
  .optional()
  .transform((text) => text?.trim() || undefined);

const SettingsSchema = z.object({
  PORT: z.coerce.number().int().min(1).max(65_535).default(8787),
  DATA_DIR: z
    .string()
    .default('.data')
    .transform((path) => resolve(path)),
  DATABASE_URL: optionalText,
  DEMO: z
    .enum(['0', '1'])
    .default('1')
    .transform((flag) => flag === '1'),
  COINBASE_CLIENT_ID: optionalText,
  COINBASE_CLIENT_SECRET: optionalText,
  COINBASE_LOGIN_URL: optionalText,
  COINBASE_API_URL: optionalText,
  /** Unset: where Binance is simulated. */
  BINANCE_ENABLED: z.enum(['0', '1']).optional(),
  BINANCE_INVITES: z.string().default('*'),
  BINANCE_API_URL: optionalText,
  BINANCE_MARKET_URL: optionalText,
  CANDLE_VENDOR: z.enum(['none', 'bitstamp', 'twelvedata']).default('none'),
  CANDLE_VENDOR_URL: optionalText,
  CANDLE_VENDOR_KEY: optionalText,
  /** Nothing stands in front of a local Worker, so that no header is believed. */
  CLIENT_IP_HEADER: z.string().default(''),
  IMPORTS_PER_MINUTE: z.string().default('3'),
  BREACH_URL: optionalText,
  MAIL_URL: optionalText,
  MAIL_KEY: optionalText,
  MAIL_FROM: optionalText,
  APP_ORIGIN: optionalText,
  MARKET_DATA_DIR: optionalText.transform((path) => path && resolve(path)),
});

export type Settings = z.infer<typeof SettingsSchema>;

/** The environment of `npm run dev`. Throws a readable list of what is wrong with it. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const result = SettingsSchema.safeParse(environment);
  if (!result.success) throw new Error(`The environment is not right:\n${z.prettifyError(result.error)}`);
  return result.data;
}

/** The database of commands that run beside the stack: the one that is named, or that of the data directory. */
export function databaseUrlOf({ DATABASE_URL, DATA_DIR }: Settings): string {
  return DATABASE_URL ?? readFileSync(join(DATA_DIR, 'postgres.url'), 'utf8').trim();
}
