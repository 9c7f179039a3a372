import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { InsightsSchema } from '../../contracts/insights.ts';
import { type Stats, StatsSchema } from '../../contracts/stats.ts';
import { type Trade, TradeResponseSchema } from '../../contracts/trades.ts';
import { parse, type TwinClient } from '../../dev/client.ts';
import { dayOf } from '../../web/src/format/days.ts';
import { formatMoney, formatPnl } from '../../web/src/format/money.ts';
import { sumDecimals } from '../../web/src/format/sum-decimals.ts';
import { allTrades } from '../support/all-trades.ts';
import { startTraderPage, type TraderPage } from './trader-page.ts';

const TIMEZONE = 'Europe/Berlin';
const FILLS = 400;

let trader: TraderPage;
let client: TwinClient;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  trader = await startTraderPage('results', FILLS);
  ({ client, page, complaints } = trader);
});

afterEach(() => expect(complaints).toEqual([]));

afterAll(() => trader?.stop());

test('results are the sum of all trades in the list', async () => {
  const trades = await allTrades(client);
  await openPage('Results');
  expect(await page.getByText(/^You (made|lost)/).innerText()).toContain(
    `${formatMoney(netOf(trades).replace('-', ''), 'USD')} USD over ${withResult(trades)} trades.`,
  );
  const cells = page.getByRole('table', { name: 'Net result by product' }).locator('tbody tr td:last-child');
  const shown = (await cells.allInnerTexts()).sort();
  const bySymbol = Map.groupBy(
    trades.filter(({ pnl }) => pnl !== null),
    ({ symbol }) => symbol,
  );
  expect(shown).toEqual([...bySymbol.values()].map((of) => formatPnl(netOf(of), 'USD')).sort());
});

test('a day of the calendar says its result and leads to its trades', async () => {
  const trades = await allTrades(client);
  const busiest = (await stats()).days.reduce((most, day) => (day.fills > most.fills ? day : most));
  const ofDay = trades.filter(({ ts }) => dayOf(ts, TIMEZONE) === busiest.day);
  await openPage('Results');
  const day = page.locator(`a[data-day="${busiest.day}"]`);
  const told = await day.getAttribute('aria-label');
  expect(told).toContain(`: ${formatPnl(netOf(ofDay), 'USD')} USD`);
  expect(told).toContain(`, ${ofDay.length} fills`);
  await day.click();
  await page.waitForURL(`**/trades?since=${busiest.day}&until=${busiest.day}`);
  const orders = new Set(ofDay.map(({ orderId }) => orderId)).size;
  await page.getByText(`${orders} orders of ${ofDay.length} fills shown`).waitFor();
});

test('insights tell what habits cost and how winners and losers are sold', async () => {
  const insights = await parse(await client.get('/api/insights'), InsightsSchema);
  const known = insights.biasCosts.flatMap(({ cost }) => (cost.known ? [cost.value] : []));
  expect(known.length).toBeGreaterThan(0);
  await openPage('Insights');
  const costs = page.getByRole('table', { name: /^By label/ }).locator('tbody tr td:last-child');
  const shown = (await costs.allInnerTexts()).map((text) => text.split('\n')[0]);
  expect(shown.sort()).toEqual(known.map((pnl) => formatPnl(pnl, 'USD')).sort());
  await page
    .getByText(/You sell (winners|losers) .*of the winners you held against .*of the losers/)
    .waitFor();
});

test('a cost that is entered turns a sale of unknown cost into a result', async () => {
  const sale = (await allTrades(client)).find(({ basis }) => basis === 'unknown');
  if (!sale) throw new Error('The trader has no sale of unknown cost.');
  await openPage('Results');
  await page.getByText('1 fill of a sale has no known cost').waitFor();
  await page.getByRole('link', { name: 'these sales' }).click();
  await page
    .getByRole('row')
    .filter({ hasText: 'cost unknown' })
    .getByRole('link', { name: sale.symbol })
    .click();

  await page.getByRole('button', { name: 'Enter cost basis' }).click();
  await page.keyboard.type('1');
  await page.keyboard.press('Enter');
  await page.getByText('You entered a cost of 1.00 USD').waitFor();
  const { trade } = await parse(await client.get(`/api/trades/${sale.id}`), TradeResponseSchema);
  expect(trade).toMatchObject({ basis: 'known', pnl: expect.any(String) });
  await page
    .locator('dl div')
    .filter({ hasText: 'P&L' })
    .getByText(formatPnl(trade.pnl ?? '', 'USD'))
    .waitFor();

  await openPage('Results');
  await page.getByText('1 fill of a sale has no known cost').waitFor({ state: 'detached' });
  // The later trades are gone over meanwhile.
  await expect.poll(async () => (await stats()).net === netOf(await allTrades(client))).toBe(true);
});

test('labels that are recomputed come out equal', async () => {
  const tagged = (await allTrades(client)).find(({ labels }) => labels[0]?.label === 'PANIC');
  await page.goto(`${trader.stack.origin}/trades/${tagged?.id}`);
  await page.getByText('to recompute it to the last figure').click();
  await page.getByRole('button', { name: 'Recompute' }).click();
  await page.getByText('Equal to the last byte.').waitFor();
});

async function openPage(name: 'Results' | 'Insights'): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await page.getByRole('heading', { level: 2 }).first().waitFor();
}

async function stats(): Promise<Stats> {
  return parse(await client.get('/api/stats'), StatsSchema);
}

function netOf(trades: readonly Trade[]): string {
  return sumDecimals(trades.flatMap(({ pnl }) => pnl ?? []));
}

/** A trade is an order that realised a result. */
function withResult(trades: readonly Trade[]): number {
  return new Set(trades.filter(({ pnl }) => pnl !== null).map(({ orderId }) => orderId)).size;
}
