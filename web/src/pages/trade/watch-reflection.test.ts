import { createRoot, createSignal } from 'solid-js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TradeBias } from '../../../../contracts/trades.ts';
import { watchReflection } from './watch-reflection.ts';

const feed = vi.hoisted(() => ({ reflections: () => [] as unknown[], reflected: () => 0 }));

// What Node resolves to renders once and has no effects.
vi.mock('solid-js', () => vi.importActual('solid-js/dist/solid.js'));
vi.mock('../../feed/store.ts', () => ({ feed }));

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const ID = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
const told = (insight: string) => ({ payload: { tradeId: ID, insight } });
const biasOf = (insight: string | null): TradeBias => ({
  trade: {
    ...{ id: ID, broker: 'coinbase', extId: '1', symbol: 'BTC-USD', side: 'BUY', qty: '1', price: '1' },
    ...{ fee: null, feeCurrency: null, ts: '2026-03-01T12:00:00.000Z', basis: null, pnl: null },
    ...{ heldHours: null, orderId: null, labels: [] },
  },
  tags: [],
  reflection: insight === null ? null : { insight, sparkline: [] },
  ledger: null,
  feedback: [],
  rules: [],
});

/** A trade's page; what it looks at is answered by `server` at once. */
function watch(first: TradeBias | undefined) {
  return createRoot((leave) => {
    const [bias, setBias] = createSignal(first);
    const page = { looks: 0, server: first, bias, setBias, leave };
    const rescoring = watchReflection(
      () => ID,
      bias,
      () => {
        page.looks += 1;
        if (page.server !== undefined) setBias({ ...page.server });
      },
    );
    return Object.assign(page, { rescoring });
  });
}

describe('a trade that is not read yet', () => {
  it('is looked at again where its reflection came before the answer that was read without it', async () => {
    feed.reflections = () => [told('You bought high.')];
    const page = watch(undefined);
    page.server = biasOf('You bought high.');
    page.setBias(biasOf(null));
    await vi.advanceTimersByTimeAsync(0);
    expect(page.bias()?.reflection?.insight).toBe('You bought high.');
    expect(page.looks).toBe(1);
    page.leave();
  });

  it('is looked at now and then where the feed does not hold its reflection, until it is there', async () => {
    feed.reflections = () => [];
    const page = watch(biasOf(null));
    page.server = biasOf('You bought high.');
    await vi.advanceTimersByTimeAsync(60_000);
    expect([page.bias()?.reflection?.insight, page.looks]).toEqual(['You bought high.', 1]);
    page.leave();
  });

  it('is not looked at any more once its page is left', async () => {
    feed.reflections = () => [];
    const page = watch(biasOf(null));
    page.leave();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(page.looks).toBe(0);
  });
});

describe('a trade that was read', () => {
  it('is looked at once where the feed says something else of it, whatever the answer is', async () => {
    feed.reflections = () => [told('You bought low.')];
    const page = watch(biasOf('You bought high.'));
    await vi.advanceTimersByTimeAsync(600_000);
    expect(page.looks).toBe(1);
    page.leave();
  });
});
