import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { TwinClient } from './client.ts';
import { startProductionStack } from './production-stack.ts';

const OUT = process.argv[2] ?? '.data/screenshots';
const WIDTHS = [390, 1024, 1440];
const ACCOUNT = { email: 'trader@example.com', password: 'correct horse battery staple' };
const EMPTY_ACCOUNT = { ...ACCOUNT, email: 'new@example.com' };

/** Every page of the built app at three widths in both themes, to be looked at. */
mkdirSync(OUT, { recursive: true });
const stack = await startProductionStack();
const browser = await launchBrowser();
try {
  stack.simulators.coinbase.control.account('demo', 400);
  const client = new TwinClient(stack.origin);
  await client.enter({ ...ACCOUNT, timezone: 'Europe/Berlin' });
  await client.connectCoinbase('demo');
  await client.untilScored(await client.importFills());
  await new TwinClient(stack.origin).enter(EMPTY_ACCOUNT);
  for (const colorScheme of ['dark', 'light'] as const) {
    for (const width of WIDTHS) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
      await walk(await context.newPage(), (name) => join(OUT, `${name}-${width}-${colorScheme}.png`));
      await context.close();
    }
  }
  console.log(`The screenshots lie in ${OUT}.`);
} finally {
  await browser.close();
  await stack.stop();
}

async function walk(page: Page, fileOf: (name: string) => string): Promise<void> {
  const shoot = async (name: string) => {
    await page.waitForTimeout(400);
    await page.screenshot({ path: fileOf(name) });
  };
  await page.goto(`${stack.origin}/signup`);
  await page.getByLabel('E-mail').waitFor();
  await shoot('sign-up');
  await logIn(page, EMPTY_ACCOUNT);
  await page.getByRole('link', { name: 'Connect' }).first().waitFor();
  await shoot('coach-empty');
  await page.context().clearCookies();

  await logIn(page, ACCOUNT);
  await page.locator('article[data-event-id]').first().waitFor();
  await shoot('coach');
  await page.locator('article[data-event-id] a').first().click();
  await page.locator('canvas').first().waitFor();
  await shoot('trade');
  await page.goto(`${stack.origin}/trades`);
  await page.getByRole('row').nth(3).waitFor();
  await shoot('trades');
  await page.goto(`${stack.origin}/connect`);
  await page.getByRole('button', { name: 'Import now' }).waitFor();
  await shoot('connect');
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
