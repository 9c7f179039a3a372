import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { CheckProductsSchema, CheckSchema } from '../../contracts/check.ts';
import { launchBrowser } from '../../dev/browser.ts';
import { parse, TwinClient } from '../../dev/client.ts';
import { DEMO_ACCOUNT, seedDemo } from '../../dev/demo.ts';
import { type ProductionStack, startProductionStack } from '../../dev/production-stack.ts';
import { signIn } from './signed-in.ts';

let stack: ProductionStack;
let browser: Browser;
let page: Page;
let complaints: string[];
/** The product that the demo's trader traded last. */
let newest: string;

beforeAll(async () => {
  [stack, browser] = await Promise.all([startProductionStack(), launchBrowser()]);
  await seedDemo(stack.origin, stack.simulators.coinbase);
  const client = new TwinClient(stack.origin);
  await client.enter(DEMO_ACCOUNT);
  const { products } = await parse(await client.get('/api/twin/products'), CheckProductsSchema);
  newest = products[0]?.symbol ?? '';
  ({ page, complaints } = await signIn(browser, stack.origin, DEMO_ACCOUNT));
});

// A refusal that a test asks for is told by the browser too.
afterEach(() => expect(complaints.filter((text) => !/status of (400|404|409)/.test(text))).toEqual([]));

afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

const dialog = () => page.getByRole('dialog', { name: 'Before you trade' });
const product = () => dialog().getByLabel('Product');
const answer = () => dialog().getByRole('region', { name: 'What your history says' });

async function open(path: string): Promise<void> {
  await page.goto(stack.origin + path);
  // Before it is known who is there, another `main` stands on the page and no key does anything.
  await page.locator('#main').waitFor();
}

test('one key opens it from any page, with the product that was traded last', async () => {
  for (const path of ['/', '/dashboard', '/trades', '/settings']) {
    await open(path);
    await page.keyboard.press('b');
    await dialog().waitFor();
    await expect.poll(() => product().inputValue()).toBe(newest);
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
  }
});

test('with the keyboard alone it is asked, and answers with a sentence, labels, similar trades and nine features', async () => {
  await open('/trades');
  const link = page.getByRole('link', { name: 'Insights' });
  await link.focus();
  await page.keyboard.press('b');
  await expect.poll(() => product().evaluate((field) => field === document.activeElement)).toBe(true);
  await page.keyboard.type('btc/usd');
  const [response] = await Promise.all([
    page.waitForResponse('**/api/twin/check'),
    page.keyboard.press('Enter'),
  ]);
  const check = CheckSchema.parse(await response.json());
  expect(check).toMatchObject({ symbol: 'BTC-USD', side: 'BUY', market: 'read' });
  await answer().getByText(check.sentence).waitFor();
  expect(await dialog().getByRole('status').first().textContent()).toContain(check.sentence);
  await answer().getByText('Your own buys in similar conditions').waitFor();
  await answer().getByText('The market and the trade, in figures').click();
  expect(await answer().getByRole('row').count()).toBe(9);
  // Nothing of it is a trade.
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'detached' });
  expect(await link.evaluate((element) => element === document.activeElement)).toBe(true);
});

test('the nearest of the own trades are a click away', async () => {
  await open('/');
  await page.keyboard.press('b');
  await product().fill('BTC-USD');
  await dialog().getByRole('button', { name: 'Check' }).click();
  const nearest = answer()
    .getByRole('list', { name: /nearest of your buys$/ })
    .getByRole('link')
    .first();
  const path = await nearest.getAttribute('href');
  await nearest.click();
  await dialog().waitFor({ state: 'detached' });
  await expect.poll(() => new URL(page.url()).pathname).toBe(path);
  await page.getByRole('heading', { level: 1 }).waitFor();
});

test('it goes with the page that it was opened on', async () => {
  await open('/');
  await page.keyboard.press('2');
  await expect.poll(() => new URL(page.url()).pathname).toBe('/dashboard');
  await page.keyboard.press('b');
  await dialog().waitFor();
  await page.goBack();
  await dialog().waitFor({ state: 'detached' });
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('main');
});

test('what cannot be checked is said at the field that it is about', async () => {
  await open('/');
  await page.keyboard.press('b');
  await product().fill('nonsense');
  await page.keyboard.press('Enter');
  await dialog().getByText('A product such as BTC-USD.').waitFor();
  await product().fill('NOSUCHTHING-USD');
  await page.keyboard.press('Enter');
  await dialog().getByText('No market that we can read has this product').waitFor();
  await expect.poll(() => product().evaluate((field) => field === document.activeElement)).toBe(true);
  await page.keyboard.press('Escape');
});

test('on a screen of 320 pixels a button opens it, nothing is cut off, and a sale is checked', async () => {
  await page.setViewportSize({ width: 320, height: 640 });
  await open('/');
  await page.getByRole('button', { name: 'Before you trade' }).click();
  await product().fill('BTC-USD');
  await dialog().getByText('Sell', { exact: true }).click();
  await dialog().getByLabel('Quantity').fill('0.001');
  await dialog().getByRole('button', { name: 'Check' }).click();
  await answer()
    .getByText(/^This sale of BTC-USD would/)
    .waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  const panel = await dialog().evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
  expect(panel).toBeLessThanOrEqual(0);
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 1280, height: 800 });
});

test('it opens from a slider too, which takes no letters', async () => {
  await open('/dashboard');
  await page.getByRole('slider').first().focus();
  await page.keyboard.press('b');
  await dialog().waitFor();
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'detached' });
});

test('the number keys open the pages as the rail has them', async () => {
  await open('/');
  const links = await page.getByRole('navigation', { name: 'Main' }).getByRole('link').all();
  for (const [at, link] of links.entries()) {
    await page.keyboard.press(String(at + 1));
    const href = await link.getAttribute('href');
    await expect.poll(() => new URL(page.url()).pathname).toBe(href);
  }
  expect(links).toHaveLength(7);
});

test('on a phone the bar has the digest, and Settings leads to Connect', async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open('/settings');
  const bar = page.getByRole('navigation', { name: 'Main' });
  await bar.getByRole('link', { name: 'Digest' }).waitFor();
  expect(await bar.getByRole('link', { name: 'Connect' }).count()).toBe(0);
  await page.locator('#main').getByRole('link', { name: 'Connect', exact: true }).click();
  await expect.poll(() => new URL(page.url()).pathname).toBe('/connect');
  await page.setViewportSize({ width: 1280, height: 800 });
});

test('the help on shortcuts names the key', async () => {
  await open('/');
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByText('Before you trade').waitFor();
  await page.keyboard.press('Escape');
});

test('keys of one letter can be turned off, and on again without them', async () => {
  await open('/');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  const choice = help.getByLabel('Keys of one letter, digit or mark do this');
  await page.keyboard.press('?');
  await choice.uncheck();
  await page.keyboard.press('Escape');
  await help.waitFor({ state: 'hidden' });
  await page.keyboard.press('?');
  await page.keyboard.press('b');
  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
  expect(await dialog().count()).toBe(0);
  await choice.check();
  await page.keyboard.press('Escape');
  await page.keyboard.press('b');
  await dialog().waitFor();
  await page.keyboard.press('Escape');
});
