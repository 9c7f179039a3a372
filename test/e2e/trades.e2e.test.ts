import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { TradesResponseSchema } from '../../contracts/trades.ts';
import { launchBrowser } from '../../dev/browser.ts';
import { parse, TwinClient } from '../../dev/client.ts';
import { logIn, visit } from './signed-in.ts';
import { startTraderPage, type TraderPage } from './trader-page.ts';

const NEW_FILLS = 3;

let trader: TraderPage;

beforeAll(async () => {
  trader = await startTraderPage('trades', 60);
});
afterEach(() => expect(trader.complaints).toEqual([]));
afterAll(() => trader?.stop());

test('an open list stays as it is while trades come in, and shows them at a press', async () => {
  const { page, client, stack } = trader;
  await page.goto(`${stack.origin}/trades`);
  const first = page.locator('tbody tr[aria-rowindex="2"]');
  await first.waitFor();
  const before = await first.innerText();
  await trader.fillsCome(NEW_FILLS);
  await client.untilScored(await client.importFills());
  const newest = page.getByRole('button', { name: 'Show the newest trades' });
  await newest.waitFor();
  expect(await first.innerText()).toBe(before);
  await newest.click();
  await page.waitForFunction(
    (was) => document.querySelector<HTMLElement>('tbody tr[aria-rowindex="2"]')?.innerText !== was,
    before,
  );
  expect(await newest.count()).toBe(0);
});

test('the chart of a trade that is opened before it is read comes once it is', async () => {
  const { page, client, stack } = trader;
  const { trades } = await parse(await client.get('/api/trades?limit=1'), TradesResponseSchema);
  const path = `/api/trades/${trades[0]?.id}`;
  // As the server answers before.
  await page.route(
    `**${path}/bias`,
    async (route) => {
      const response = await route.fetch();
      const bias = await response.json();
      const unread = { ...bias, trade: { ...bias.trade, labels: [] }, tags: [], reflection: null };
      await route.fulfill({ response, json: unread });
    },
    { times: 1 },
  );
  await page.route(
    `**${path}/candles`,
    async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), candles: [] } });
    },
    { times: 1 },
  );
  await page.goto(`${stack.origin}/trades/${trades[0]?.id}`);
  await page.getByText(/^Hourly bars/).waitFor();
});

test('what the filters found is told in one place, which a screen reader follows', async () => {
  const { page, stack } = trader;
  await page.goto(`${stack.origin}/trades`);
  const told = await page
    .getByRole('status')
    .filter({ hasText: / shown$/ })
    .elementHandle();
  await page.getByLabel('Symbol').fill('NOSUCHTHING-USD');
  await expect.poll(() => told?.textContent()).toBe('No trade matches these filters.');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect.poll(() => told?.textContent()).toMatch(/ shown$/);
});

test('an empty list fills by itself', async () => {
  const { origin, simulators } = trader.stack;
  const account = { email: 'empty-list@example.com', password: 'correct horse battery staple' };
  const client = new TwinClient(origin);
  await client.enter(account);
  const browser = await launchBrowser();
  const { page, complaints } = await visit(browser);
  await logIn(page, origin, account);
  await page.getByRole('link', { name: 'Trades' }).first().click();
  await page.getByText('No trades yet.').waitFor();
  simulators.coinbase.control.account('empty-list', 20);
  await client.connectCoinbase('empty-list');
  await client.untilScored(await client.importFills());
  await page.locator('tbody tr[aria-rowindex="2"]').waitFor();
  expect(complaints).toEqual([]);
  await browser.close();
});
