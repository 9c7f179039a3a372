import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { launchBrowser } from '../../dev/browser.ts';
import { TwinClient } from '../../dev/client.ts';
import { sharedDataIsThere, sharedDataPath } from '../support/shared-data.ts';
import { type DevStack, startDevStack } from './dev-stack.ts';

const PASSWORD = 'correct horse battery staple';
const FILLS = 300;
const MISSED = 7;

const worlds: { name: string; environment: Record<string, string> }[] = [
  { name: 'a generated market', environment: {} },
  ...(sharedDataIsThere
    ? [{ name: 'real prices', environment: { MARKET_DATA_DIR: sharedDataPath('candles') } }]
    : []),
];

describe.each(worlds)('the main job on $name', ({ environment }) => {
  let stack: DevStack;
  let browser: Browser;
  beforeAll(async () => {
    [stack, browser] = await Promise.all([startDevStack(environment), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  test('a new user signs up, connects, imports, reads, goes offline, and misses nothing', async () => {
    const trader = 'e2e';
    const email = 'e2e@example.com';
    await steer(stack, '/accounts', { name: trader, fills: FILLS });
    const context = await browser.newContext();
    const page = await context.newPage();
    const errors = recordErrors(page);

    await page.goto(stack.origin);
    await page.getByRole('link', { name: /create an account/i }).click();
    await page.getByRole('heading', { name: 'Create an account' }).waitFor();
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Create account' }).click();

    await page
      .getByRole('link', { name: /connect/i })
      .first()
      .click();
    await page.getByRole('button', { name: 'Connect Coinbase' }).click();
    await page.waitForURL(`${stack.simUrl}/**`);
    await page.getByLabel('Account name').fill(trader);
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.waitForURL(`${stack.origin}/connect?connected=coinbase`);
    await page.getByText('Coinbase is connected.').waitFor();
    await page
      .locator('dl')
      .filter({ hasText: `seen${FILLS}` })
      .waitFor();

    await page.getByRole('link', { name: /coach/i }).first().click();
    await page.locator('article[data-event-id]').first().waitFor();
    const client = new TwinClient(stack.origin);
    await client.enter({ email, password: PASSWORD });
    const imported = await client.untilScored(await client.importFills());
    const known = imported.progress.inserted + imported.progress.duplicates;
    expect(known).toBeGreaterThan(FILLS * 0.95);
    await page.getByText(`${known} fills read`).waitFor();
    await page.locator('[data-feed-state="live"]').waitFor();

    await page.locator('article[data-event-id] a').first().click();
    await page.waitForURL(/\/trades\/[0-9A-Z]{26}$/);
    await page.locator('canvas').first().waitFor();
    await page.getByText('to recompute it to the last figure').click();
    await page.getByText('RSI_14').waitFor();
    await page.goBack();

    await context.setOffline(true);
    await page.locator('[data-feed-state="offline"]').waitFor();
    await steer(stack, `/accounts/${trader}/fills`, { count: MISSED });
    const missed = await client.untilScored(await client.importFills());
    expect(missed.progress.inserted).toBe(MISSED);
    expect(await page.getByText(`${known} fills read`).isVisible()).toBe(true);

    await context.setOffline(false);
    await page.getByText(`${known + MISSED} fills read`).waitFor();
    await page.locator('[data-feed-state="live"]').waitFor();
    expect(await fillsInStream(page)).toBe(known + MISSED);

    // Nothing of the feed is kept in the browser: it is read anew, and is the same.
    await page.reload();
    await page.getByText(`${known + MISSED} fills read`).waitFor();
    await page.locator('[data-feed-state="live"]').waitFor();
    // What is older comes beneath it when the feed is live already.
    await vi.waitUntil(async () => (await fillsInStream(page)) === known + MISSED, 30_000);
    expect(errors()).toEqual([]);
  });
});

async function steer(stack: DevStack, path: string, body: unknown): Promise<void> {
  const answer = await fetch(`${stack.simUrl}/_sim${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`The simulator answered ${answer.status}: ${await answer.text()}`);
}

/** How many fills the cards of the virtualised stream tell of, by walking it from top to bottom. No card stands there twice. */
async function fillsInStream(page: Page): Promise<number> {
  const cards = new Map<string, number>();
  await page.evaluate(() => window.scrollTo(0, 0));
  for (let [isAtEnd, known] = [false, 0]; !isAtEnd || cards.size > known; ) {
    known = cards.size;
    isAtEnd = await isRenderedToEnd(page);
    const visible = await page
      .locator('article[data-event-id]')
      .evaluateAll((found) =>
        found.map(
          (card) =>
            [card.getAttribute('data-event-id') ?? '', Number(card.getAttribute('data-fills'))] as const,
        ),
      );
    expect(new Set(visible.map(([id]) => id)).size).toBe(visible.length);
    for (const [id, fills] of visible) cards.set(id, fills);
    await page.evaluate(() => window.scrollBy(0, window.innerHeight * 0.8));
  }
  return [...cards.values()].reduce((sum, fills) => sum + fills, 0);
}

/** Whether the page ends with what is to be seen, once the stream has followed its scrolling. */
function isRenderedToEnd(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
    return window.scrollY + window.innerHeight >= document.documentElement.scrollHeight - 1;
  });
}

/** What the browser complained of; a fetch that fails while offline is meant to. */
function recordErrors(page: Page): () => string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/ERR_INTERNET_DISCONNECTED|401 \(Unauthorized\)/.test(message.text()))
      errors.push(message.text());
  });
  return () => errors;
}
