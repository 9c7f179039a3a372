import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Digest, DigestsResponseSchema, LatestDigestSchema } from '../../contracts/digests.ts';
import { StatsSchema } from '../../contracts/stats.ts';
import { launchBrowser } from '../../dev/browser.ts';
import { parse, TwinClient } from '../../dev/client.ts';
import { makePastDigests } from '../../dev/past-digests.ts';
import { type ProductionStack, startProductionStack } from '../../dev/production-stack.ts';
import { tellWeek } from '../../domain/digest/tell-week.ts';
import { formatPnl } from '../../web/src/format/money.ts';
import { formatWeek } from '../../web/src/format/weeks.ts';
import { logIn, signIn, visit } from './signed-in.ts';

const ACCOUNT = { email: 'digest@example.com', password: 'correct horse battery staple' };
const HOURLY = '0 * * * *';
const WEEK_MS = 7 * 24 * 3_600_000;
const PATIENCE_MS = 30_000;

let stack: ProductionStack;
let browser: Browser;
let client: TwinClient;
let page: Page;
let complaints: string[];
let newest: Digest;

const weeks = async () =>
  (await parse(await client.get('/api/digests/weekly'), DigestsResponseSchema)).digests;
const weekOf = ({ payload }: Digest) => formatWeek(payload.periodStart, payload.periodEnd, payload.timezone);

async function newestOf(count: number): Promise<Digest> {
  const deadline = Date.now() + PATIENCE_MS;
  while ((await weeks()).length < count) {
    if (Date.now() > deadline) throw new Error(`There are no ${count} digests.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const { digest } = await parse(await client.get('/api/digests/weekly/latest'), LatestDigestSchema);
  if (!digest) throw new Error('There is no digest.');
  return digest;
}

beforeAll(async () => {
  [stack, browser] = await Promise.all([startProductionStack(), launchBrowser()]);
  stack.simulators.coinbase.control.account('digest', 400);
  client = new TwinClient(stack.origin);
  await client.enter({ ...ACCOUNT, timezone: 'Europe/Berlin' });
  await client.connectCoinbase('digest');
  await client.untilScored(await client.importFills());
  await makePastDigests(stack.vars.DATABASE_URL, ACCOUNT.email, (at) => stack.fireCron(HOURLY, at));
  newest = await newestOf(4);
  ({ page, complaints } = await signIn(browser, stack.origin, ACCOUNT));
});

afterEach(() => expect(complaints).toEqual([]));

afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

test('the coach says that the week is ready, and leads to it', async () => {
  await page.getByText(`Your week of ${weekOf(newest)} is ready.`).waitFor();
  await page.getByRole('link', { name: 'Read it', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: weekOf(newest) }).waitFor();
});

test('the page says the week in two sentences, with the figures of the results of the same days', async () => {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Digest' }).click();
  await page.getByRole('heading', { level: 1, name: weekOf(newest) }).waitFor();
  const { headline, rest } = tellWeek(newest.payload);
  await page.getByText(headline).waitFor();
  await page.getByText(rest).waitFor();
  const query = new URLSearchParams({
    from: newest.periodStart,
    to: newest.periodEnd,
    currency: newest.payload.currency,
  });
  const stats = await parse(await client.get(`/api/stats?${query}`), StatsSchema);
  expect(newest.payload).toMatchObject({ net: stats.net, trades: stats.trades, labels: stats.labels });
  const figure = page.getByRole('definition').first();
  expect(await figure.textContent()).toContain(`${formatPnl(stats.net, stats.currency)} ${stats.currency}`);
  for (const { symbol } of stats.products) {
    await page
      .getByRole('table', { name: 'Net result of the week by product' })
      .getByRole('rowheader', { name: symbol })
      .waitFor();
  }
});

test('a link leads to the best trade and back', async () => {
  expect(newest.payload.best).not.toBeNull();
  await page.getByRole('link', { name: 'Open the best trade' }).click();
  await page.waitForURL(`**/trades/${newest.payload.best?.tradeId}`);
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: weekOf(newest) }).waitFor();
});

test('the archive lists all weeks, and opens an older one', async () => {
  const lines = await weeks();
  const oldest = lines.at(-1);
  if (!oldest) throw new Error('There is no digest.');
  const table = page.getByRole('table', { name: 'All digests, the newest first' });
  await table.getByRole('link').nth(3).waitFor();
  expect(await table.getByRole('link').count()).toBe(lines.length);
  const name = formatWeek(oldest.periodStart, oldest.periodEnd, oldest.timezone);
  await table.getByRole('link', { name }).click();
  await page.waitForURL(`**/digest/${oldest.id}`);
  await page.getByRole('heading', { level: 1, name }).waitFor();
  expect(await page.title()).toContain(name);
});

test('a link leads from a week to the next, and back', async () => {
  const [, before, older] = await weeks();
  if (!before || !older) throw new Error('There are too few digests.');
  const nameOf = ({ periodStart, periodEnd, timezone }: typeof before) =>
    formatWeek(periodStart, periodEnd, timezone);
  await page.goto(`${stack.origin}/digest/${older.id}`);
  await page.getByRole('link', { name: 'Next week' }).click();
  await page.getByRole('heading', { level: 1, name: nameOf(before) }).waitFor();
  await page.getByRole('link', { name: 'Previous week' }).click();
  await page.getByRole('heading', { level: 1, name: nameOf(older) }).waitFor();
});

test('on paper there is the week and no way to go elsewhere', async () => {
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('navigation', { name: 'Main' }).isVisible()).toBe(false);
  expect(await page.getByRole('table', { name: 'All digests' }).isVisible()).toBe(false);
  expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true);
  await page.emulateMedia({ media: null });
});

test('a page that is open follows when the next week is over', async () => {
  await page.goto(`${stack.origin}/digest`);
  await page.getByRole('heading', { level: 1, name: weekOf(newest) }).waitFor();
  await stack.fireCron(HOURLY, new Date(Date.now() + WEEK_MS));
  const next = await newestOf(5);
  await page.getByRole('heading', { level: 1, name: weekOf(next) }).waitFor();
});

test('who has none yet is told when the first one comes', async () => {
  const newcomer = { ...ACCOUNT, email: 'newcomer@example.com' };
  await new TwinClient(stack.origin).enter(newcomer);
  const visited = await visit(browser);
  await logIn(visited.page, stack.origin, newcomer);
  await visited.page.getByRole('heading', { name: 'Nothing read yet.' }).waitFor();
  await visited.page.goto(`${stack.origin}/digest`);
  await visited.page.getByRole('heading', { name: /^Your first digest comes on Monday/ }).waitFor();
  expect(visited.complaints).toEqual([]);
});
