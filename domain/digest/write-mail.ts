import type { DigestPayload, ToldTrade } from '../../contracts/digests.ts';
import { formatAmount, formatHeld, formatNumber } from '../reflect/format-figure.ts';
import { tellWeek } from './tell-week.ts';

/** A digest as plain text. `link`: where all of it is shown; null: nobody knows the app's address. */
export function writeDigestMail(
  digest: DigestPayload,
  link: string | null,
): { subject: string; text: string } {
  const { headline, rest } = tellWeek(digest);
  const trades = [tradeLine('Best', digest.best, digest), tradeLine('Worst', digest.worst, digest)];
  const parts = [
    `${headline} ${rest}`,
    trades.flatMap((line) => line ?? []).join('\n'),
    otherCurrencies(digest),
    link === null ? 'All of it is on the Digest page of the app.' : `All of it: ${link}`,
    'You get this mail since you asked for it in Settings, where you can turn it off. Observations, not advice.',
  ];
  return {
    subject: `Your week of ${weekName(digest)}`,
    text: `${parts.filter((part) => part !== '').join('\n\n')}\n`,
  };
}

/** "16 November 2026": the Monday on the trader's own clock. */
function weekName({ periodStart, timezone }: DigestPayload): string {
  const options = { timeZone: timezone, day: 'numeric', month: 'long', year: 'numeric' } as const;
  return new Intl.DateTimeFormat('en-GB', options).format(new Date(periodStart));
}

function tradeLine(name: string, trade: ToldTrade | null, { currency }: DigestPayload): string | null {
  if (!trade) return null;
  const sign = trade.net.startsWith('-') ? '−' : '+';
  const held = trade.heldHours === null ? '' : `, held ${formatHeld(trade.heldHours)}`;
  return `${name}: ${trade.symbol}, ${sign}${formatAmount(trade.net, currency)} ${currency}${held}.`;
}

/** What the sentences above do not speak of; empty where there is nothing. */
function otherCurrencies({ currency, currencies }: DigestPayload): string {
  const others = currencies
    .filter((other) => other.currency !== currency)
    .map(
      (other) =>
        `${formatNumber(other.fills)} ${other.fills === 1 ? 'fill' : 'fills'} against ${other.currency}`,
    );
  return others.length === 0 ? '' : `Not in these figures: ${others.join(', ')}.`;
}
