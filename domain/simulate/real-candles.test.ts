import BigJs from 'big.js';
import { describe, expect, it } from 'vitest';
import { readSharedCsv, SKIP_NOTE, sharedDataIsThere } from '../../test/support/shared-data.ts';
import { HOUR_MS } from '../testing/builders.ts';
import { simulateTrade } from './simulate-trade.ts';
import { bought } from './testing/simulated.ts';

/**
 * The same figures by another way: whole numbers, walked hour by hour. A price is in ten-thousandths of a dollar, a quantity in thousandths, a fee in
 * basis points, and a result in 10^-11 dollars.
 */
type Hour = { open: bigint; low: bigint; close: bigint };
type Plan = { ts: number; price: bigint; qty: bigint; bps: bigint; days: number; pct: bigint };

function recompute(market: ReadonlyMap<number, Hour>, { ts, price, qty, bps, days, pct }: Plan) {
  const end = ts + days * 86_400_000;
  const level = (price / 100n) * (100n - pct);
  const comesTo = (entry: bigint, exit: bigint) =>
    exit * qty * (10_000n - bps) - entry * qty * (10_000n + bps);
  let [last, waited, stopped] = [0n, false, 0n];
  let gap = false;
  for (let hour = ts - (ts % HOUR_MS); hour + HOUR_MS <= end; hour += HOUR_MS) {
    const bar = market.get(hour);
    if (!bar) continue;
    last = bar.close;
    const isOwn = hour < ts;
    if (stopped === 0n && !isOwn && bar.open < level) [stopped, gap] = [bar.open, true];
    if (stopped === 0n && bar.low <= level) stopped = level;
    if (!isOwn && bar.low <= level) waited = true;
  }
  return {
    hold: comesTo(price, last),
    wait: waited ? comesTo(level, last) : 0n,
    waited,
    stop: comesTo(price, stopped === 0n ? last : stopped),
    gap,
  };
}

describe.skipIf(!sharedDataIsThere)(`nine months of hourly BTC-USD${SKIP_NOTE}`, () => {
  const rows = sharedDataIsThere ? readSharedCsv('candles/BTCUSD_1h_2019-01_2019-10.csv') : [];
  const everyHour = rows.map(({ ts = '', open = '', low = '', close = '' }) => ({
    ts: Date.parse(ts),
    open,
    low,
    close,
  }));
  const scaled = (text: string) => BigInt(new BigJs(text).times(10_000).toFixed());
  /** Trades all over the months, at the closes of their hours; nothing of it is chance. */
  const plans = everyHour
    .filter((_, n) => n % 23 === 5)
    .slice(0, -60)
    .map(({ ts, close }, n) => ({
      ts: ts + ((n * 7) % 60) * 60_000,
      close,
      ...{ qty: BigInt(1 + (n % 900)), bps: BigInt([60, 10, 0][n % 3] ?? 0) },
      ...{ days: 1 + (n % 30), pct: BigInt(1 + (n % 9)) },
    }));

  it.each([
    ['every hour', everyHour],
    // Where hours without a trade lie between them, the next one opens elsewhere.
    ['two hours of five', everyHour.filter((_, n) => n % 5 < 2)],
  ])('gives of %s what an independent recomputation gives, to the last digit', (_, bars) => {
    const market = new Map(
      bars.map(({ ts, open, low, close }) => [
        ts,
        { open: scaled(open), low: scaled(low), close: scaled(close) },
      ]),
    );
    let [filled, gaps, stopped] = [0, 0, 0];
    for (const { close, ...plan } of plans) {
      const price = scaled(close);
      const qty = new BigJs(String(plan.qty)).div(1000);
      const fee = new BigJs(close).times(qty).times(String(plan.bps)).div(10_000).toFixed();
      const answer = simulateTrade(
        bought({ ts: plan.ts, price: close, qty: qty.toFixed(), fee }),
        { bars, coveredUntil: Date.UTC(2020, 0) },
        { horizonDays: plan.days, waitPct: Number(plan.pct) },
        null,
      );
      if (!answer.ok) throw new Error(answer.reason);
      const { actual, hold, wait, stop } = answer.value;
      const own = recompute(market, { ...plan, price });
      const told = (amount: string) => BigInt(new BigJs(amount).times('1e11').toFixed());
      expect({
        actual: told(actual.pnl),
        hold: told(hold.pnl),
        wait: told(wait?.pnl ?? ''),
        waited: wait?.filled,
        stop: told(stop.pnl),
        gap: stop.gap,
      }).toEqual({ actual: own.hold, ...own });
      filled += Number(own.waited);
      gaps += Number(own.gap);
      stopped += Number(stop.hit);
    }
    expect(plans.length).toBeGreaterThan(200);
    expect(Math.min(filled, stopped)).toBeGreaterThan(50);
    expect(gaps > 0).toBe(bars !== everyHour);
  });
});
