import type { BucketRule } from '../../durable/token-bucket.ts';
import type { Config } from '../env.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** So many in a time, evenly, and `burst` of them at once. */
function bucket(tokens: number, perMs: number, burst = tokens): BucketRule {
  return { burst, everyMs: perMs / tokens };
}

const FIXED = {
  /** Sign-up, log-in and reset, per client address. */
  auth: bucket(10, MINUTE_MS, 20),
  /**
   * Wrong passwords and codes, per e-mail address, from wherever they come: ten, and then one each quarter of an hour. NIST SP 800-63B-4 allows a
   * hundred failures in a row: these take 22 hours here, and the account is never locked, which anybody could do to anybody else. Of the million
   * codes of an authenticator app, three of which are good at a time, whoever knows the password hits one within a day in 3 of 10,000 cases.
   */
  guess: bucket(1, 15 * MINUTE_MS, 10),
  /** Links to choose a new password, per e-mail address: nobody's mailbox is filled through us. */
  reset_mail: bucket(3, HOUR_MS),
  /** Exports that begin, per user: each reads everything, and its file is kept for a week. */
  export: bucket(6, HOUR_MS),
  /** Checks before a trade, per user: each reads a market. */
  check: bucket(30, MINUTE_MS),
  /** What-ifs, per user. */
  simulation: bucket(10, MINUTE_MS),
  /** Changes of rules, and what is told of rules by going over a whole history, per user. */
  rules: bucket(60, MINUTE_MS),
  /** Connects that begin, per user: each asks a broker about a key, or keeps a state for ten minutes. */
  connect: bucket(10, MINUTE_MS, 20),
  /** Thumbs, costs and new beginnings, per user: each has trades gone over again. */
  inputs: bucket(60, MINUTE_MS),
  /** Trades that are recomputed, per user: each books a history and reads candles. */
  verify: bucket(30, MINUTE_MS),
  /** What browsers tell of breaks of the page's policy, per client address: each may be five lines in the log. */
  report: bucket(30, MINUTE_MS),
  /** Calls of another service, per id of its key or name of its certificate. */
  service: bucket(600, MINUTE_MS),
} as const;

export type RuleName = keyof typeof FIXED | 'import';

/** Every limit there is, by name. */
export function ruleOf(config: Pick<Config, 'IMPORTS_PER_MINUTE'>, name: RuleName): BucketRule {
  // Runs that begin, per user: of a broker, of a file or of a check of one. See docs/decisions/0027.
  return name === 'import' ? bucket(config.IMPORTS_PER_MINUTE, MINUTE_MS) : FIXED[name];
}
