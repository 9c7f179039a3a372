import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { type Trade, TradesResponseSchema } from '../contracts/trades.ts';
import { launchBrowser } from './browser.ts';
import { parse, TwinClient } from './client.ts';
import { CROWD_HEADER } from './crowd.ts';
import { makePastDigests } from './past-digests.ts';
import { startProductionStack } from './production-stack.ts';
import { FILLS_EXPORT, UNKNOWN_EXPORT } from './sample-exports.ts';
import { makeExport, walkAccount, walkWithoutAccount } from './screenshots/account.ts';
import { makeRules, walkRules } from './screenshots/rules.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    width: { type: 'string', multiple: true, default: ['390', '1024', '1440'] },
    theme: { type: 'string', multiple: true, default: ['dark', 'light'] },
  },
});
const [OUT = '.data/screenshots'] = positionals;
const ACCOUNT = { email: 'trader@example.com', password: 'correct horse battery staple' };
const EMPTY_ACCOUNT = { ...ACCOUNT, email: 'new@example.com' };
const DAY_MS = 24 * 3_600_000;

/** Every page of the built app at three widths in both themes, or at those that are asked for, to be looked at. */
mkdirSync(OUT, { recursive: true });
const stack = await startProductionStack();
const browser = await launchBrowser();
try {
  stack.simulators.coinbase.control.account('demo', 400);
  const client = new TwinClient(stack.origin);
  await client.enter({ ...ACCOUNT, timezone: 'Europe/Berlin' });
  await client.connectCoinbase('demo');
  await client.untilScored(await client.importFills());
  await makeExport(client);
  await makeRules(client, { databaseUrl: stack.vars.DATABASE_URL, email: ACCOUNT.email });
  await makePastDigests(stack.vars.DATABASE_URL, ACCOUNT.email, (at) => stack.fireCron('0 * * * *', at));
  await new TwinClient(stack.origin).enter(EMPTY_ACCOUNT);
  const shown = {
    panic: await findTrade(client, 'label=PANIC', () => true),
    // What was transferred in is sold before anything is bought.
    unknown: await findTrade(
      client,
      `until=${new Date(Date.now() - 29 * DAY_MS).toISOString()}`,
      ({ basis }) => basis === 'unknown',
    ),
  };
  for (const theme of values.theme) {
    const colorScheme = theme === 'light' ? 'light' : 'dark';
    for (const width of values.width.map(Number)) {
      const context = await browser.newContext({
        viewport: { width, height: 900 },
        colorScheme,
        extraHTTPHeaders: { [CROWD_HEADER]: crypto.randomUUID() },
      });
      await walk(await context.newPage(), shown, (name) => join(OUT, `${name}-${width}-${colorScheme}.png`));
      await context.close();
    }
  }
  console.log(`The screenshots lie in ${OUT}.`);
} finally {
  await browser.close();
  await stack.stop();
}

async function findTrade(
  client: TwinClient,
  query: string,
  wanted: (trade: Trade) => boolean,
): Promise<string> {
  const { trades } = await parse(await client.get(`/api/trades?limit=200&${query}`), TradesResponseSchema);
  const found = trades.find(wanted);
  if (!found) throw new Error(`There is no such trade among ${query}.`);
  return found.id;
}

async function walk(
  page: Page,
  shown: { panic: string; unknown: string },
  fileOf: (name: string) => string,
): Promise<void> {
  const shoot = async (name: string, { fullPage = false } = {}) => {
    await page.waitForTimeout(400);
    await page.screenshot({ path: fileOf(name), fullPage });
  };
  const open = async (path: string, heading: string) => {
    await page.goto(stack.origin + path);
    await page.getByRole('heading', { name: heading }).waitFor();
  };
  await page.goto(`${stack.origin}/signup`);
  await page.getByLabel('E-mail').waitFor();
  await shoot('sign-up');
  await walkWithoutAccount(page, stack.origin, shoot);
  await logIn(page, EMPTY_ACCOUNT);
  await page.getByRole('heading', { name: 'Nothing read yet.' }).waitFor();
  await shoot('coach-empty');
  await open('/dashboard', 'No trades yet.');
  await shoot('results-empty');
  await page.goto(`${stack.origin}/insights`);
  await page.getByText('No trades yet.').waitFor();
  await shoot('insights-empty');
  await open('/digest', 'Your first digest');
  await shoot('digest-first');
  await page.goto(`${stack.origin}/rules`);
  await page.getByText('You have no rules yet.').waitFor();
  await shoot('rules-empty', { fullPage: true });
  await open('/connect', 'Upload an export');
  await page.getByRole('button', { name: 'Connect Coinbase' }).waitFor();
  await shoot('connect-empty', { fullPage: true });
  await page.getByRole('button', { name: 'Use an API key instead' }).first().click();
  await page.getByRole('dialog').waitFor();
  await shoot('connect-key');
  await page.getByRole('dialog').getByRole('button', { name: 'Connect' }).click();
  await page.getByText('here.').first().waitFor();
  await shoot('connect-key-refused');
  await page.context().clearCookies();

  await logIn(page, ACCOUNT);
  await page.locator('article[data-event-id]').first().waitFor();
  await shoot('coach');
  await page.keyboard.press('b');
  await page.getByLabel('Product').waitFor();
  await shoot('before-trade');
  await page.getByLabel('Product').fill('BTC-USD');
  await page.keyboard.press('Enter');
  await page.getByText('would', { exact: false }).last().waitFor();
  await shoot('before-trade-checked');
  await page.keyboard.press('Escape');
  await open('/dashboard', 'Key figures');
  await shoot('results', { fullPage: true });
  await open('/insights', 'What your habits cost');
  await shoot('insights', { fullPage: true });
  await open('/digest', 'Best and worst trade');
  await page.getByRole('row').last().waitFor();
  await shoot('digest', { fullPage: true });
  await page.emulateMedia({ media: 'print' });
  await shoot('digest-print', { fullPage: true });
  await page.emulateMedia({ media: null });
  await walkRules(page, stack.origin, shoot);
  await open('/settings', 'Your own thresholds');
  await page.getByRole('button', { name: 'Reset thresholds' }).waitFor();
  await shoot('settings', { fullPage: true });
  await walkAccount(page, stack.origin, { shoot, password: ACCOUNT.password });
  await page.goto(`${stack.origin}/trades`);
  await page.getByRole('row').nth(3).waitFor();
  await shoot('trades');
  await page.goto(`${stack.origin}/trades/${shown.panic}`);
  await page.locator('canvas').first().waitFor();
  await shoot('trade');
  await page.getByRole('heading', { name: 'What if' }).scrollIntoViewIfNeeded();
  await page.getByText(/this trade would have come to/).waitFor();
  await page.getByText('What this assumes').click();
  await page.getByRole('heading', { name: 'What if' }).evaluate((heading) => heading.scrollIntoView());
  await shoot('trade-what-if');
  await page.getByText('to recompute it to the last figure').click();
  await page.getByRole('button', { name: 'Recompute' }).click();
  await page.getByText('Equal to the last byte.').waitFor();
  await shoot('trade-recomputed', { fullPage: true });
  await page.goto(`${stack.origin}/trades/${shown.unknown}`);
  await page.getByRole('button', { name: 'Enter cost basis' }).waitFor();
  await shoot('trade-cost-unknown');
  await page.goto(`${stack.origin}/connect`);
  await page.getByRole('button', { name: 'Import now' }).waitFor();
  await shoot('connect');
  await page.getByText('Do the books agree with Coinbase?').click();
  await page
    .getByText(/agree|differ|was not asked/)
    .last()
    .waitFor();
  await shoot('connect-balances', { fullPage: true });
  await page.getByText('Which exports are understood').click();
  await shoot('connect-exports', { fullPage: true });
  await page.getByLabel('Export file').setInputFiles(FILLS_EXPORT);
  await page.getByRole('heading', { name: 'Coinbase fills' }).waitFor();
  await shoot('upload-known', { fullPage: true });
  await page.getByRole('button', { name: 'Check first' }).click();
  await page.getByRole('heading', { name: 'Checked' }).waitFor();
  await shoot('upload-checked', { fullPage: true });
  await page.getByLabel('Export file').setInputFiles(UNKNOWN_EXPORT);
  await page.getByRole('heading', { name: 'Which column holds what?' }).waitFor();
  await shoot('upload-mapper', { fullPage: true });
  await page.goto(`${stack.origin}/connect?problem=oauth_state_invalid`);
  await page.getByText('Coinbase was not connected.').waitFor();
  await shoot('connect-failing');
}

async function logIn(page: Page, { email, password }: typeof ACCOUNT): Promise<void> {
  await page.goto(`${stack.origin}/login`);
  await page.getByRole('heading', { name: 'Log in' }).waitFor();
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
}
