import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../../dev/browser.ts';
import { TwinClient } from '../../dev/client.ts';
import { logIn, visit } from './signed-in.ts';
import { startTraderPage, type TraderPage } from './trader-page.ts';

const TRADER = 'trades';
const NEW_FILLS = 3;

let trader: TraderPage;

beforeAll(async () => {
  trader = await startTraderPage(TRADER, 60);
});
afterEach(() => expect(trader.complaints).toEqual([]));
afterAll(() => trader?.stop());

async function fillsCome(name: string, fills: number): Promise<void> {
  const answer = await fetch(`${trader.stack.simulators.coinbase.apiUrl}/_sim/accounts/${name}/fills`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ count: fills }),
  });
  if (!answer.ok) throw new Error(`The simulator answered ${answer.status}: ${await answer.text()}`);
}

test('an open list stays as it is while trades come in, and shows them at a press', async () => {
  const { page, client, stack } = trader;
  await page.goto(`${stack.origin}/trades`);
  const first = page.locator('tbody tr[aria-rowindex="2"]');
  await first.waitFor();
  const before = await first.innerText();
  await fillsCome(TRADER, NEW_FILLS);
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
