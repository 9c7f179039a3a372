import type { StoredEvent } from '../../../contracts/feed.ts';
import { NO_PROGRESS } from '../../../contracts/jobs.ts';
import type { Label } from '../../../contracts/labels.ts';

export function ulid(n: number): string {
  return `01J${String(n).padStart(23, '0')}`;
}

/** A reflection on the trade of that name; n is its place in the log. */
export function reflected(n: number, trade: string, label: Label = 'FOMO', tradeTs?: string): StoredEvent {
  const tradeId = `01J${[...trade]
    .map((c) => c.charCodeAt(0))
    .join('')
    .padStart(23, '0')}`;
  const labels = [{ name: label, confidence: 0.8 }];
  const said = { insight: 'You bought high.', sparkline: [1, 2], tradeTs };
  const payload = { tradeId, symbol: 'BTC-USD', side: 'BUY', labels, ...said };
  return { type: 'coach.reflect', eventId: ulid(n), ts: '2026-03-01T12:00:00.000Z', v: 1, payload };
}

/** A digest of the week from that day on. */
export function digested(n: number, monday: string): StoredEvent {
  const periodStart = `${monday}T00:00:00.000Z`;
  const periodEnd = new Date(Date.parse(periodStart) + 7 * 86_400_000).toISOString();
  const payload = {
    digestId: ulid(n),
    periodStart,
    periodEnd,
    timezone: 'UTC',
    headline: 'You made 5.00 USD.',
  };
  return { type: 'digest.ready', eventId: ulid(n), ts: '2026-03-09T00:00:01.000Z', v: 1, payload };
}

/** Progress of the import of that digit. */
export function imported(n: number, job: string, scored = 0): StoredEvent {
  const payload = { jobId: job.repeat(64), status: 'running', progress: { ...NO_PROGRESS, scored } };
  return { type: 'import.progress', eventId: ulid(n), ts: '2026-03-01T12:00:00.000Z', v: 1, payload };
}
