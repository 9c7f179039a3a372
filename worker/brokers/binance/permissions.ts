import { z } from 'zod';
import { fail, ok, type Result } from '../../result.ts';
import type { BrokerFailure, KeyPermissions } from '../port.ts';

/** `GET /sapi/v1/account/apiRestrictions`: flags by name, of which Binance adds more from time to time. */
export const RestrictionsSchema = z.record(z.string(), z.unknown());

const HARMLESS = new Set(['enableReading', 'enableFixReadOnly']);

const PLAIN_WORDS: Record<string, string> = {
  enableSpotAndMarginTrading: 'trade spot and margin',
  enableWithdrawals: 'withdraw',
  enableInternalTransfer: 'move funds to sub-accounts',
  permitsUniversalTransfer: 'move funds between wallets',
  enableMargin: 'borrow and trade on margin',
  enableFutures: 'trade futures',
  enableVanillaOptions: 'trade options',
  enablePortfolioMarginTrading: 'trade on portfolio margin',
  enableFixApiTrade: 'trade over FIX',
};

/**
 * What a key may do. Whatever is allowed and is not known to be reading counts as excess, so that a permission that Binance invents tomorrow is
 * refused until somebody has looked at it. A key that may not read is of no use: `unauthorized`.
 */
export function permissionsOf(
  flags: z.output<typeof RestrictionsSchema>,
): Result<KeyPermissions, BrokerFailure> {
  if (flags.enableReading !== true) return fail({ kind: 'unauthorized' });
  const allowed = Object.keys(flags).filter(
    (name) => /^(enable|permit|allow|can)/.test(name) && isOn(flags[name]),
  );
  return ok({
    scope: allowed.sort().join(' '),
    excess: allowed.filter((name) => !HARMLESS.has(name)).map((name) => PLAIN_WORDS[name] ?? spelled(name)),
  });
}

/** A flag of a form that is not known does not pass for one that is off. */
function isOn(value: unknown): boolean {
  return value !== false && value !== null && value !== 0 && value !== 'false';
}

/** enableCopyTrading: copy trading */
function spelled(name: string): string {
  return name
    .replace(/^(enable|permits?|allows?|can)/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
}
