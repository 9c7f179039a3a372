import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../../dev/browser.ts';
import { TwinClient } from '../../dev/client.ts';
import { type ProductionStack, startProductionStack } from '../../dev/production-stack.ts';
import { signIn } from './signed-in.ts';

const ACCOUNT = { email: 'walk@example.com', password: 'correct horse battery staple' };

let stack: ProductionStack;
let browser: Browser;

beforeAll(async () => {
  [stack, browser] = await Promise.all([startProductionStack(), launchBrowser()]);
  const client = new TwinClient(stack.origin);
  await client.enter(ACCOUNT);
  await client.connectCoinbase('walk');
  await client.untilScored(await client.importFills());
});

afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

test('a walk through the built app breaks no rule of its content security policy', async () => {
  const { page, complaints } = await signIn(browser, stack.origin, ACCOUNT);
  await page.locator('[data-feed-state="live"]').waitFor();

  await page.getByRole('link', { name: 'Trades' }).first().click();
  await page.getByRole('row').nth(5).waitFor();
  await page.goto(`${stack.origin}/trades`);
  await page.getByRole('row').nth(5).getByRole('link').first().click();
  await page.locator('canvas').first().waitFor();
  await page.getByText('to recompute it to the last figure').click();
  await page.getByRole('button', { name: 'Recompute' }).click();
  await page.getByText('Equal to the last byte.').waitFor();

  for (const [path, heading] of [
    ['/dashboard', 'Key figures'],
    ['/insights', 'What your habits cost'],
    ['/account', 'Sessions'],
    ['/account/data', 'Delete the account'],
    ['/privacy', 'What is never done'],
    ['/settings', 'Your own thresholds'],
  ] as const) {
    await page.goto(stack.origin + path);
    await page.getByRole('heading', { name: heading }).waitFor();
  }
  await page.getByRole('button', { name: 'Reset thresholds' }).waitFor();

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
