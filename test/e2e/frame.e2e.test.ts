import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchBrowser } from '../../dev/browser.ts';
import { TwinClient } from '../../dev/client.ts';
import { type ProductionStack, startProductionStack } from '../../dev/production-stack.ts';
import { logIn, visit } from './signed-in.ts';

const ACCOUNT = { email: 'frame@example.com', password: 'correct horse battery staple' };

let stack: ProductionStack;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [stack, browser] = await Promise.all([startProductionStack(), launchBrowser()]);
  await new TwinClient(stack.origin).enter({ ...ACCOUNT, timezone: 'Europe/Berlin' });
});

beforeEach(async () => {
  ({ page } = await visit(browser));
  await logIn(page, stack.origin, ACCOUNT);
  await page.getByRole('heading', { name: 'Nothing read yet.' }).waitFor();
});

// Its sockets would count in the next test.
afterEach(() => page.context().close());

afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

test('the link past the navigation moves the focus and nothing else', async () => {
  await page.goto(`${stack.origin}/settings`);
  await page.getByLabel('Risk per trade').fill('50');
  await page.getByRole('link', { name: 'Skip to content' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(focused).toBe('main');
  expect(new URL(page.url()).hash).toBe('');
  expect(await page.getByRole('alertdialog').count()).toBe(0);
});

test('a link to the upload leads there once', async () => {
  await page.getByRole('link', { name: 'Upload an export' }).click();
  await page.getByRole('button', { name: 'Choose a file' }).waitFor();
  await expect.poll(() => page.url()).toBe(`${stack.origin}/connect`);
  await page.goBack();
  await page.getByRole('heading', { name: 'Nothing read yet.' }).waitFor();
});

test('a dialog whose code comes late does not open on the page that was gone to meanwhile', async () => {
  const code = '**/assets/shortcut-dialog-*.js';
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  await page.route(code, async (route) => {
    await released;
    await route.continue();
  });
  const asked = page.waitForRequest(code);
  await page.reload();
  await asked;
  await page.getByRole('heading', { name: 'Nothing read yet.' }).waitFor();
  await page.keyboard.press('?');
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
  const came = page.waitForEvent('requestfinished', (request) => request.url().includes('shortcut-dialog-'));
  release();
  await came;
  await page.waitForTimeout(300);
  expect(await page.getByRole('dialog').count()).toBe(0);
});

test('where a pressed button goes with what it did, its section has the focus', async () => {
  await page.goto(`${stack.origin}/settings`);
  await page.getByLabel('Risk per trade').fill('50');
  await page.getByRole('button', { name: 'Discard' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Everything is saved.').waitFor();
  await expect.poll(focused).toBe('counting');
});

test('what has the focus nowhere is left there, whatever goes', async () => {
  await page.goto(`${stack.origin}/settings`);
  await page.getByLabel('Risk per trade').fill('50');
  await page.getByRole('button', { name: 'Discard' }).focus();
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.waitForTimeout(50);
  await page.getByRole('button', { name: 'Discard' }).dispatchEvent('click');
  await page.getByText('Everything is saved.').waitFor();
  expect(await focused()).toBe('');
});

test('a sixth tab says that it gets no live connection, and gets one once there is room', async () => {
  const others: Page[] = [];
  for (let tab = 2; tab <= 6; tab += 1) {
    const other = await page.context().newPage();
    await other.goto(stack.origin);
    others.push(other);
    if (tab < 6) await other.locator('[data-feed-state="live"]').waitFor();
  }
  const sixth = others.at(-1);
  await sixth?.locator('[data-feed-state="refused"]').waitFor();
  await others[0]?.close();
  await sixth?.locator('[data-feed-state="live"]').waitFor({ timeout: 60_000 });
});

test('who is not signed in sees that the page is on its way while its code is', async () => {
  for (const [path, code] of [
    ['/', 'log-in'],
    ['/privacy', 'privacy'],
  ]) {
    const visitor = await (await browser.newContext()).newPage();
    const arrival = Promise.withResolvers<void>();
    await visitor.route(`**/assets/${code}-*.js`, async (route) => {
      await arrival.promise;
      await route.continue();
    });
    const asked = visitor.waitForRequest(new RegExp(`/assets/${code}-`));
    await visitor.goto(stack.origin + path, { waitUntil: 'commit' });
    await asked;
    await visitor.getByRole('status', { name: 'Loading' }).waitFor();
    arrival.resolve();
    await visitor.getByRole('status', { name: 'Loading' }).waitFor({ state: 'detached' });
  }
});

/** The id of what has the focus. */
function focused(): Promise<string | undefined> {
  return page.evaluate(() => document.activeElement?.id);
}
