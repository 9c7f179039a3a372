import { z } from 'zod';

const SecretSchema = z.string().min(43, '32 random bytes or more, as base64url');

const KEY_LIST = /^[\w-]+:[\w-]{43,}(,[\w-]+:[\w-]{43,})*$/;

/** Vars and secrets of the Worker. Bindings are typed by `wrangler types`; these are strings that anybody may have mistyped, so they are parsed. */
const ConfigSchema = z.object({
  DATABASE_URL: z.string().min(1),
  /** "host:port" of the local stand-in for Neon's edge. Unset in production. */
  NEON_PROXY: z.string().optional(),
  COINBASE_CLIENT_ID: z.string().default(''),
  COINBASE_CLIENT_SECRET: z.string().default(''),
  COINBASE_LOGIN_URL: z.url(),
  COINBASE_API_URL: z.url(),
  /** Binance is read where this is '1', and by whom BINANCE_INVITES names: e-mail addresses with commas between them, or * for everybody. */
  BINANCE_ENABLED: z.enum(['0', '1']).default('0'),
  BINANCE_INVITES: z.string().default(''),
  BINANCE_API_URL: z.url(),
  /** Market data, which needs no key. */
  BINANCE_MARKET_URL: z.url(),
  /** Who is asked for candles that the broker does not have. Bitstamp needs no key. */
  CANDLE_VENDOR: z.enum(['none', 'bitstamp', 'twelvedata']).default('none'),
  /** In place of the vendor's own address. */
  CANDLE_VENDOR_URL: z.union([z.literal(''), z.url()]).default(''),
  CANDLE_VENDOR_KEY: z.string().default(''),
  /** Signs CSRF tokens. */
  CSRF_SECRET: SecretSchema,
  /** Mixed into hashes of addresses and user agents, so that a stolen table cannot be searched. */
  HASH_PEPPER: SecretSchema,
  /** Wrap the users' data keys: `name:key` with commas between them, 32 bytes of base64url each. The first wraps, the others still open. */
  KEY_ENCRYPTION_KEYS: z.string().regex(KEY_LIST, 'name:key[,name:key …], 32 bytes of base64url each'),
  /** The header in which the edge tells who is calling. Empty where no edge is in front, and a client could write it itself: then all are one. */
  CLIENT_IP_HEADER: z.string().default(''),
  /** Import runs that a user may begin in a minute. More where one machine plays many people: tests and benchmarks. */
  IMPORTS_PER_MINUTE: z.coerce.number().int().min(1).default(3),
  /** Where k-anonymous hashes of breached passwords are asked for; empty: nowhere. */
  BREACH_URL: z.union([z.literal(''), z.url()]).default(''),
  /** Where mail is sent by, `POST {from,to,subject,text}` with MAIL_KEY as a bearer; empty: nowhere, and there is no reset by mail. */
  MAIL_URL: z.union([z.literal(''), z.url()]).default(''),
  MAIL_KEY: z.string().default(''),
  MAIL_FROM: z.string().default('AI Trading Twin <coach@localhost>'),
  /** Where links in mails lead, such as https://twin.example.com; empty: where the request went, which somebody without an edge in front can make up. */
  APP_ORIGIN: z.union([z.literal(''), z.url()]).default(''),
  /** How other services show who they are. Their keys: `name:secret` with commas between them, 32 bytes of base64url or more each. */
  SERVICE_AUTH: z.enum(['hmac', 'mtls', 'both']).default('hmac'),
  SERVICE_KEYS: z.string().regex(KEY_LIST).or(z.literal('')).default(''),
  /** Subject alternative names of client certificates that are let in, with commas between them. */
  SERVICE_CLIENTS: z.string().default(''),
});

export type Config = z.infer<typeof ConfigSchema>;

const parsed = new WeakMap<object, Config>();

/** Parses the environment once per isolate. Throws with the names of what is missing or malformed. */
export function configOf(env: object): Config {
  const known = parsed.get(env);
  if (known) return known;
  const result = ConfigSchema.safeParse(env);
  if (!result.success)
    throw new Error(`The Worker's configuration is incomplete:\n${z.prettifyError(result.error)}`);
  parsed.set(env, result.data);
  return result.data;
}
