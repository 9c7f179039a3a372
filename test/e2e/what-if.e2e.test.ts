import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Simulation, SimulationSchema } from '../../contracts/simulations.ts';
import type { Trade } from '../../contracts/trades.ts';
import { parse, type TwinClient } from '../../dev/client.ts';
import { formatPnl } from '../../web/src/format/money.ts';
import { allTrades } from '../support/all-trades.ts';
import { startTraderPage, type TraderPage } from './trader-page.ts';

let trader: TraderPage;
let client: TwinClient;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  trader = await startTraderPage('what-if', 400);
  ({ client, page, complaints } = trader);
});

afterEach(() => expect(complaints).toEqual([]));

afterAll(() => trader?.stop());

test('a trade’s page says what it would have come to, and the arrow keys ask of another day', async () => {
  const buy = (await allTrades(client)).find(({ side, ts }) => side === 'BUY' && daysSince(ts) > 12);
  await openWhatIf(buy);
  await page.getByText(/^Held for 7 days, this trade would have come to/).waitFor();
  const week = await simulationOf(buy, 7);
  expect(await figureOf('Held')).toContain(formatPnl(week.hold.pnl, 'USD'));
  expect(await figureOf('As it was')).toContain(formatPnl(week.actual.pnl, 'USD'));
  expect(await figureOf('Waited')).toContain(formatPnl(week.wait?.pnl ?? '', 'USD'));
  expect(await figureOf('Stopped')).toContain(formatPnl(week.stop.pnl, 'USD'));

  await page.getByRole('slider', { name: 'Horizon' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.getByText(/^Held for 8 days, this trade would have come to/).waitFor();
  const longer = await simulationOf(buy, 8);
  expect(await figureOf('Held')).toContain(formatPnl(longer.hold.pnl, 'USD'));
  await page.getByRole('img', { name: /Results hour by hour/ }).waitFor();

  await page.getByText('What this assumes').click();
  for (const sentence of longer.assumptions) await page.getByText(sentence).waitFor();

  // A digit in a closed choice chooses. Elsewhere it would lead to another page.
  await page.getByRole('button', { name: /^Pullback/ }).focus();
  const asked = page.waitForResponse('**/api/simulations/simple');
  await page.keyboard.press('3');
  await asked;
  await page.getByRole('button', { name: /^Pullback.* 3%$/ }).waitFor();
});

test('a sale waits for nothing, and one of unknown cost says why there is no answer', async () => {
  const trades = await allTrades(client);
  await openWhatIf(trades.find(({ basis, ts }) => basis === 'known' && daysSince(ts) > 8));
  await page.getByText(/^Sold 7 days later, this trade would have come to/).waitFor();
  expect(await page.locator('dt', { hasText: 'Waited' }).count()).toBe(0);
  await openWhatIf(trades.find(({ basis }) => basis === 'unknown'));
  await page.getByText('What was sold here has no known cost').waitFor();
});

async function openWhatIf(trade: Trade | undefined): Promise<void> {
  await page.goto(`${trader.stack.origin}/trades/${trade?.id}`);
  await page.getByRole('heading', { name: 'What if' }).scrollIntoViewIfNeeded();
}

async function figureOf(name: string): Promise<string> {
  return page
    .locator('dl div', { has: page.locator('dt', { hasText: new RegExp(`^${name}$`) }) })
    .innerText();
}

/** Kept since the page asked for it. */
async function simulationOf(trade: Trade | undefined, horizonDays: number): Promise<Simulation> {
  const body = { tradeId: trade?.id, horizonDays };
  return parse(await client.post('/api/simulations/simple', body), SimulationSchema);
}

function daysSince(ts: string): number {
  return (Date.now() - Date.parse(ts)) / (24 * 3_600_000);
}
