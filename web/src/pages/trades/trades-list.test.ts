import { createRoot, createSignal } from 'solid-js';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Trade } from '../../../../contracts/trades.ts';
import { type Filters, readFilters } from './filters.ts';
import { testTrade } from './test-trade.ts';
import { createTradesList, type TradesList } from './trades-list.ts';

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
let offline = false;
vi.stubGlobal('fetch', async (url: string) => {
  if (offline) throw new TypeError('Failed to fetch');
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
  const [shown, filter] = createSignal(filters);
  const { list, leave } = createRoot((dispose) => ({ list: createTradesList(shown), leave: dispose }));
  await settled();
  return { list, leave, filter };
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

beforeEach(() => {
  server = trades;
  offline = false;
});

describe('a list of more than one page', () => {
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

describe('a list that does not come', () => {
  /** The newest trade that is shown, and of how many. */
  const shown = ({ trades: now }: TradesList) => [now()[0]?.extId, now().length];

  it('keeps its rows where the newest were asked for, and asks for these again', async () => {
    const { list } = await openLong(readFilters({ symbol: 'AAA-USD' }));
    server = tradesTo(360);
    feed.brings();
    await settled();
    offline = true;
    list.showNewest();
    await settled();
    expect([shown(list), list.outdated(), list.loading()]).toEqual([['350', 300], true, false]);
    expect(list.failed()).toMatchObject({ what: 'newest', problem: { code: 'network' } });
    offline = false;
    await list.reload();
    expect([shown(list), list.outdated(), list.failed()]).toEqual([['360', PAGE], false, null]);
  });

  it('says so until it comes, also while it is tried again', async () => {
    offline = true;
    const { list } = await openList(readFilters({ symbol: 'BBB-USD' }));
    expect(list.failed()).not.toBeNull();
    offline = false;
    const trying = list.reload();
    expect(list.failed()).not.toBeNull();
    await trying;
    expect([shown(list), list.failed()]).toEqual([['350', PAGE], null]);
  });

  it('goes on from where it ended where more were asked for', async () => {
    const { list } = await openList(readFilters({ symbol: 'CCC-USD' }));
    offline = true;
    list.loadMore();
    await settled();
    expect(list.failed()).toMatchObject({ what: 'more' });
    offline = false;
    await list.reload();
    expect([shown(list), list.failed()]).toEqual([['350', 2 * PAGE], null]);
  });

  it('has no rows of other filters', async () => {
    const { list, filter } = await openList(readFilters({ symbol: 'DDD-USD' }));
    offline = true;
    filter(readFilters({ symbol: 'EEE-USD' }));
    expect([list.trades(), list.loading()]).toEqual([[], true]);
    await settled();
    expect([list.trades(), list.failed()]).toMatchObject([[], { problem: { code: 'network' } }]);
  });
});
