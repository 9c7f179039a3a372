import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TwinClient } from '../../dev/client.ts';
import { type RunningProduction, startProduction } from '../../dev/production.ts';
import { readSettings } from '../../dev/settings.ts';
import { type Surroundings, startSurroundings } from '../../dev/stack.ts';
import { launchBrowser } from '../support/browser.ts';

const ACCOUNT = { email: 'walk@example.com', password: 'correct horse battery staple' };

let dataDir: string;
let surroundings: Surroundings;
let production: RunningProduction;
let browser: Browser;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'trading-twin-walk-'));
  surroundings = await startSurroundings(readSettings({ DATA_DIR: dataDir }));
  [production, browser] = await Promise.all([startProduction({ vars: surroundings.vars }), launchBrowser()]);
  const client = new TwinClient(production.origin);
  await client.enter(ACCOUNT);
  await client.connectCoinbase('walk');
  await client.untilScored(await client.importFills());
});

afterAll(async () => {
  await browser?.close();
  await production?.stop();
  await surroundings?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

test('a walk through the built app breaks no rule of its content security policy', async () => {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('401 (Unauthorized)'))
      complaints.push(message.text());
  });

  await page.goto(production.origin);
  await page.getByRole('heading', { name: 'Log in' }).waitFor();
  await page.getByLabel('E-mail').fill(ACCOUNT.email);
  await page.getByLabel('Password', { exact: true }).fill(ACCOUNT.password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.locator('article[data-event-id]').first().waitFor();
  await page.locator('[data-feed-state="live"]').waitFor();

  await page.getByRole('link', { name: 'Trades' }).first().click();
  await page.getByRole('row').nth(5).waitFor();
  await page.goto(`${production.origin}/trades`);
  await page.getByRole('row').nth(5).getByRole('link').first().click();
  await page.locator('canvas').first().waitFor();

  await page.getByRole('link', { name: 'Connect' }).first().click();
  await page.getByRole('button', { name: 'Disconnect' }).click();
  await page.getByRole('alertdialog').or(page.getByRole('dialog')).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('alertdialog').or(page.getByRole('dialog')).waitFor({ state: 'detached' });
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  expect(complaints).toEqual([]);
});
