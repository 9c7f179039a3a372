import { createRoot, createSignal } from 'solid-js';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Trade } from '../../../../contracts/trades.ts';
import { type Filters, readFilters } from './filters.ts';
import { testTrade } from './test-trade.ts';
import { createTradesList } from './trades-list.ts';

const PAGE = 100;
const feed = vi.hoisted(() => ({ brings: () => {} }));

// What Node resolves to renders once and has no effects.
vi.mock('solid-js', () => vi.importActual('solid-js/dist/solid.js'));
vi.mock('../../session.ts', () => ({ timezone: () => 'UTC', currentUser: () => ({ id: 'me' }) }));
vi.mock('../../feed/on-reflections.ts', () => ({
  onReflections(look: () => void) {
    feed.brings = look;
  },
}));

/** From the newest down to the first. */
const tradesTo = (newest: number) => Array.from({ length: newest }, (_, i) => testTrade(newest - i));

let server: Trade[] = [];
vi.stubGlobal('fetch', async (url: string) => {
  const after = new URL(url, 'http://localhost').searchParams.get('cursor');
  const from = server.find(({ id }) => id === after) ?? trades.find(({ id }) => id === after);
  const rest = from === undefined ? server : server.filter(({ ts }) => ts < from.ts);
  const page = rest.slice(0, PAGE);
  return Response.json({ trades: page, cursor: rest.length > PAGE ? page.at(-1)?.id : null });
});

const settled = () => new Promise((resolve) => setTimeout(resolve, 20));
const trades = tradesTo(350);

/** The list as its page opens it, until that is left. */
async function openList(filters: Filters) {
  const { list, leave } = createRoot((dispose) => ({
    list: createTradesList(createSignal(filters)[0]),
    leave: dispose,
  }));
  await settled();
  return { list, leave };
}

/** Three pages of them. */
async function openLong(filters: Filters) {
  const opened = await openList(filters);
  for (let page = 1; page < 3; page += 1) {
    opened.list.loadMore();
    await settled();
  }
  return opened;
}

describe('a list of more than one page', () => {
  beforeEach(() => {
    server = trades;
  });
  const unknown = readFilters({ cost: 'unknown' });

  it('does not show a trade any more that left it while its page was open', async () => {
    const { leave } = await openLong(unknown);
    leave();
    server = trades.filter(({ extId }) => extId !== '200');
    const { list } = await openList(unknown);
    expect(list.trades().map(({ extId }) => extId)).not.toContain('200');
    expect([list.trades().length, list.outdated()]).toEqual([299, false]);
  });

  it('shows in its place what is read anew beyond the first page', async () => {
    const { list } = await openLong(readFilters({}));
    const read = testTrade(200, { labels: [{ label: 'FOMO', confidence: 0.8 }] });
    server = trades.map((held) => (held.id === read.id ? read : held));
    feed.brings();
    await settled();
    expect(list.trades()[150]).toEqual(read);
    expect([list.trades().length, list.outdated()]).toEqual([300, false]);
  });

  const panics = readFilters({ label: 'PANIC' });

  it('keeps its place and tells of it where trades came in meanwhile', async () => {
    const { leave } = await openLong(panics);
    leave();
    server = tradesTo(360);
    const { list } = await openList(panics);
    expect([list.trades().length, list.trades()[0]?.extId, list.outdated()]).toEqual([300, '350', true]);
    list.loadMore();
    await settled();
    expect([list.trades().length, list.outdated()]).toEqual([350, true]);
  });
});
