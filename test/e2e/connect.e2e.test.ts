import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { BrokersResponseSchema } from '../../contracts/brokers.ts';
import { TradesResponseSchema } from '../../contracts/trades.ts';
import { launchBrowser } from '../../dev/browser.ts';
import { parse, TwinClient } from '../../dev/client.ts';
import { type ProductionStack, startProductionStack } from '../../dev/production-stack.ts';
import { FILLS_EXPORT, UNKNOWN_EXPORT } from '../../dev/sample-exports.ts';
import { signIn } from './signed-in.ts';

const ACCOUNT = { email: 'connect@example.com', password: 'correct horse battery staple' };
const KeySchema = z.object({ name: z.string(), privateKey: z.string() });

let stack: ProductionStack;
let browser: Browser;
let client: TwinClient;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  [stack, browser] = await Promise.all([startProductionStack(), launchBrowser()]);
  client = new TwinClient(stack.origin);
  await client.enter({ ...ACCOUNT, timezone: 'UTC' });
  // The page after the log-in shows a reflection.
  const uploaded = await client.uploadFile(FILLS_EXPORT.name, FILLS_EXPORT.buffer.toString());
  const { jobId } = await parse(uploaded, z.object({ jobId: z.string() }));
  await client.untilScored(jobId);
  ({ page, complaints } = await signIn(browser, stack.origin, ACCOUNT));
});

afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

test('a file of no known format is mapped, checked without keeping anything, and imported', async () => {
  const before = await countTrades();
  await openConnect();
  await page.getByLabel('Export file').setInputFiles(UNKNOWN_EXPORT);
  await page.getByRole('heading', { name: 'Which column holds what?' }).waitFor();
  await expect.poll(() => page.getByRole('button', { name: 'Check first' }).isDisabled()).toBe(true);

  await choose('Time', 'When');
  await choose('Product', 'What');
  await page.getByText('3 of the first 4 rows can be read').waitFor();
  // Told by the rows: a year has no 31 months, and a comma parts the cents.
  await page.getByRole('button', { name: 'Order of dates Day, month, year' }).waitFor();
  await page.getByRole('cell', { name: '60,000.50' }).waitFor();

  await page.getByRole('button', { name: 'Check first' }).click();
  await page.getByRole('heading', { name: 'Checked: nothing was kept yet' }).waitFor();
  await page.getByText('3 trades would be added. 1 row would be rejected.').waitFor();
  expect(await countTrades()).toBe(before);

  await page.getByRole('button', { name: 'Import these 3' }).click();
  await page.getByRole('heading', { name: 'Import done' }).waitFor();
  await page.getByText('3 trades were added. 1 row was rejected.').waitFor();
  expect(await countTrades()).toBe(before + 3);
});

test('rejected rows come down as a file, and the result survives a reload', async () => {
  await openConnect();
  await page.getByLabel('Export file').setInputFiles(FILLS_EXPORT);
  await page.getByRole('heading', { name: 'Coinbase fills' }).waitFor();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('heading', { name: 'Import done' }).waitFor();
  await page.waitForURL(/[?&]job=[0-9a-f]{64}/);

  await page.reload();
  await page.getByRole('heading', { name: 'Import done' }).waitFor();
  await page
    .getByRole('table', { name: /not taken/ })
    .getByText('Line 5')
    .waitFor();
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download as CSV' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
  expect(Buffer.concat(chunks).toString()).toMatch(/\b5\b/);
});

test('a key that can trade is refused in words, and one that can only view connects and imports', async () => {
  const trader = await newKey({ canTrade: true });
  const viewer = await newKey({});
  await openConnect();
  await page
    .getByRole('region', { name: 'Coinbase' })
    .getByRole('button', { name: /API key/ })
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('API key name').fill(trader.name);
  await dialog.getByLabel('Private key').fill(trader.privateKey);
  await dialog.getByRole('button', { name: 'Connect' }).click();
  const refusal = dialog.getByText('This key can do more than view.');
  await refusal.waitFor();
  expect(await dialog.getByLabel('Private key').inputValue()).toBe('');

  await dialog.getByLabel('API key name').fill(viewer.name);
  await refusal.waitFor({ state: 'detached' });
  expect(await dialog.getByText('Paste the private key here.').count()).toBe(0);
  await dialog.getByLabel('Private key').fill(viewer.privateKey);
  await dialog.getByRole('button', { name: 'Connect' }).click();
  await dialog.waitFor({ state: 'detached' });
  const card = page.getByRole('region', { name: 'Coinbase' });
  await card.getByText('Connected', { exact: true }).waitFor();
  await card.getByRole('heading', { name: 'Import done' }).waitFor({ timeout: 60_000 });
  const { connections } = await parse(await client.get('/api/brokers'), BrokersResponseSchema);
  expect(connections).toMatchObject([{ broker: 'coinbase', auth: 'api_key', status: 'active' }]);

  // As Coinbase's own page leads back.
  await page.goto(`${stack.origin}/connect?connected=coinbase`);
  const said = page.getByText('Coinbase is connected.');
  await said.waitFor();
  await card.getByRole('button', { name: 'Pause' }).click();
  await said.waitFor({ state: 'detached' });
  await card.getByRole('button', { name: 'Resume' }).click();
  await said.waitFor();
  // The refusal is a 400, which the browser tells of by itself.
  expect(complaints.filter((text) => !text.includes('400 (Bad Request)'))).toEqual([]);
});

test('Binance is connected by a key that can only view, and its trades have their reflections', async () => {
  const { readOnly, trading } = stack.simulators.binance.keys;
  await openConnect();
  const card = page.getByRole('region', { name: 'Binance' });
  await card.getByRole('button', { name: /API key|Connect/ }).click();
  const dialog = page.getByRole('dialog');
  const connect = async ({ apiKey, secret }: { apiKey: string; secret: string }) => {
    await dialog.getByLabel('API key', { exact: true }).fill(apiKey);
    await dialog.getByLabel('Secret key', { exact: true }).fill(secret);
    await dialog.getByRole('button', { name: 'Connect' }).click();
  };
  await connect(trading);
  await dialog.getByText('This key can do more than view.').waitFor();
  await connect(readOnly);
  await dialog.waitFor({ state: 'detached' });
  await card.getByText('Connected', { exact: true }).waitFor();
  await card.getByRole('heading', { name: 'Import done' }).waitFor({ timeout: 60_000 });
  const { trades } = await parse(await client.get('/api/trades?limit=200'), TradesResponseSchema);
  const ofBinance = trades.filter(({ broker }) => broker === 'binance');
  expect(ofBinance.length).toBeGreaterThan(0);
  await expect
    .poll(async () => {
      const page = await parse(await client.get('/api/trades?limit=200'), TradesResponseSchema);
      return page.trades.filter(({ broker, labels }) => broker === 'binance' && labels.length === 0).length;
    })
    .toBe(0);
});

async function openConnect(): Promise<void> {
  await page.goto(`${stack.origin}/connect`);
  await page.getByRole('button', { name: 'Choose a file' }).waitFor();
}

async function choose(field: string, column: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${field} `) }).click();
  await page.getByRole('option', { name: column, exact: true }).click();
}

async function countTrades(): Promise<number> {
  const { trades } = await parse(await client.get('/api/trades?limit=200'), TradesResponseSchema);
  return trades.length;
}

/** A key of the simulated Coinbase, for an account of its own. */
async function newKey(may: { canTrade?: boolean }): Promise<z.infer<typeof KeySchema>> {
  const answer = await fetch(`${stack.simulators.coinbase.apiUrl}/_sim/accounts/by-key/keys`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(may),
  });
  return parse(answer, KeySchema);
}
