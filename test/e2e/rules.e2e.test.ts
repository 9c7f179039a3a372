import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { RuleSuggestionsResponseSchema, RulesResponseSchema } from '../../contracts/rule-reports.ts';
import { SettingsResponseSchema } from '../../contracts/settings.ts';
import { ageRules } from '../../dev/age-rules.ts';
import { parse, type TwinClient } from '../../dev/client.ts';
import { tellRule } from '../../domain/rules/tell-rule.ts';
import { startTraderPage, type TraderPage } from './trader-page.ts';

const FILLS = 300;

let trader: TraderPage;
let client: TwinClient;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  trader = await startTraderPage('rules', FILLS);
  ({ client, page, complaints } = trader);
});

afterEach(() => expect(complaints.filter((text) => !/status of 409/.test(text))).toEqual([]));

afterAll(() => trader?.stop());

async function openRules(): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Rules' }).click();
  await page.getByRole('heading', { name: 'Rules', exact: true }).waitFor();
}

function focusedText(): Promise<string | null | undefined> {
  return page.evaluate(() => document.activeElement?.textContent);
}

// One way through the page: each step goes on from the one before.
test('a rule is made, changed, switched off and on, and a contradiction is told', async () => {
  await openRules();
  await page.getByRole('button', { name: /^Trades a day/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Trades' }).fill('none');
  await dialog.getByRole('button', { name: 'Adopt' }).click();
  await dialog.getByText('Not a whole number from 1 to 100.').waitFor();
  expect(
    await dialog
      .getByRole('textbox', { name: 'Trades' })
      .evaluate((input) => input === document.activeElement),
  ).toBe(true);
  await dialog.getByRole('textbox', { name: 'Trades' }).fill('6');
  await dialog.getByText('At most 6 trades a day.').waitFor();
  await dialog.getByRole('button', { name: 'Adopt' }).click();
  await page.getByRole('heading', { name: 'At most 6 trades a day' }).waitFor();
  await expect.poll(focusedText).toBe('At most 6 trades a day');

  await page.getByRole('button', { name: 'Edit: At most 6 trades a day' }).click();
  await dialog.getByRole('textbox', { name: 'Trades' }).fill('5');
  await dialog.getByRole('button', { name: 'Save' }).click();
  const toggle = page.getByRole('switch', { name: 'At most 5 trades a day' });
  await toggle.click();
  await page.getByText('None of your rules is on.').waitFor();
  expect(await toggle.getAttribute('aria-checked')).toBe('false');
  await toggle.press('Space');
  await page.getByText('Your rule is on.').waitFor();

  await page.getByRole('button', { name: 'New rule' }).click();
  await dialog.getByLabel('What it is about').selectOption({ label: 'Products' });
  await dialog.getByRole('textbox', { name: 'Products' }).fill('btc-usd, eth-usd');
  await dialog.getByRole('button', { name: 'Adopt' }).click();
  await page.getByRole('heading', { name: 'No entry but in BTC-USD and ETH-USD' }).waitFor();
  await page.getByRole('button', { name: 'New rule' }).click();
  await dialog.getByLabel('What it is about').selectOption({ label: 'Largest position' });
  await dialog.getByRole('button', { name: 'Adopt' }).click();
  const contradiction = dialog.getByText(/2 products of one currency, and at most 25%.*50% or more/);
  await contradiction.waitFor();
  // It was said of what was sent, and not of what is typed now.
  await dialog.getByRole('textbox', { name: 'Percent' }).fill('60');
  await contradiction.waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await page.getByRole('switch', { name: /^No entry but in/ }).click();
  await page.getByText('Your rule is on.').waitFor();
});

test('a rule that would have caught a pattern is adopted by one click', async () => {
  const before = await parse(await client.get('/api/rules/suggestions'), RuleSuggestionsResponseSchema);
  const [first] = before.suggestions;
  if (!first) throw new Error('Nothing was suggested.');
  const sentence = tellRule(first.rule);
  await page.getByRole('button', { name: `Adopt: ${sentence}` }).click();
  await page.getByRole('switch', { name: sentence }).waitFor();
  await page.getByRole('button', { name: `Adopt: ${sentence}` }).waitFor({ state: 'detached' });
  await expect.poll(focusedText).toBe(sentence);
});

test('orders that are held against it make its days and its streak, and say so on their page', async () => {
  await ageRules(trader.stack.vars.DATABASE_URL, trader.email, 30);
  await client.untilScored(await client.importFills());
  const isScoring = async () =>
    (await parse(await client.get('/api/account/settings'), SettingsResponseSchema)).rescoring;
  await expect.poll(isScoring, { timeout: 60_000, interval: 500 }).toBe(false);
  const { rules } = await parse(await client.get('/api/rules'), RulesResponseSchema);
  await page.reload();
  const daily = rules.find(({ kind }) => kind === 'maxTradesPerDay');
  await page
    .getByRole('img', {
      name: new RegExp(
        `^At most 5 trades a day, twelve weeks. Kept on ${
          daily?.adherence.days.filter(({ broken }) => broken === 0).length
        } days?, broken on`,
      ),
    })
    .waitFor();
  await page.getByText('Before and after').first().click();
  await page.getByRole('columnheader', { name: '90 days before' }).first().waitFor();
  const broken = page.getByRole('region', { name: 'How your rules are kept' }).getByRole('link').first();
  await broken.focus();
  const focused = await page.evaluateHandle(() => document.activeElement);
  const refreshed = page.waitForResponse('**/api/rules');
  await trader.fillsCome(1);
  await client.untilScored(await client.importFills());
  await (await refreshed).finished();
  await page.evaluate(() => new Promise(requestAnimationFrame));
  expect(await focused.evaluate((link) => link === document.activeElement)).toBe(true);
  await broken.click();
  await page.getByRole('heading', { name: 'Your rules' }).waitFor();
  await page.getByText('Broken', { exact: true }).first().waitFor();
});
