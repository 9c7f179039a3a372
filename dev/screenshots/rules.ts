import type { Page } from 'playwright-core';
import { RulesResponseSchema } from '../../contracts/rule-reports.ts';
import { RuleResponseSchema, type RuleUpsertRequest } from '../../contracts/rules.ts';
import { ageRules } from '../age-rules.ts';
import { parse, type TwinClient } from '../client.ts';

type Shoot = (name: string, options?: { fullPage?: boolean }) => Promise<void>;

const RULES: readonly RuleUpsertRequest[] = [
  { kind: 'maxTradesPerDay', params: { n: 6 }, active: true },
  { kind: 'minHoldHours', params: { hours: 6 }, active: true },
  { kind: 'noTradingHours', params: { from: '23:00', to: '06:00' }, active: false },
];
const DAYS = 45;
const TIMEOUT_MS = 60_000;
const POLL_MS = 500;

/** Three rules of some weeks, and orders that were held against them. */
export async function makeRules(
  client: TwinClient,
  { databaseUrl, email }: { databaseUrl: string; email: string },
): Promise<void> {
  for (const rule of RULES) {
    await parse(await client.send('POST', '/api/rules/upsert', JSON.stringify(rule)), RuleResponseSchema);
  }
  await ageRules(databaseUrl, email, DAYS);
  await client.untilScored(await client.importFills());
  const deadline = Date.now() + TIMEOUT_MS;
  for (;;) {
    const { together } = await parse(await client.get('/api/rules'), RulesResponseSchema);
    if ((together?.days.length ?? 0) > 0) return;
    if (Date.now() > deadline) throw new Error('No order was held against the rules.');
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

export async function walkRules(page: Page, origin: string, shoot: Shoot): Promise<void> {
  await page.goto(`${origin}/rules`);
  await page.getByRole('heading', { name: 'Each rule' }).waitFor();
  await page.getByText('Before and after').first().click();
  await page
    .getByRole('button', { name: /^Adopt/ })
    .first()
    .waitFor();
  await shoot('rules', { fullPage: true });
  await page.getByRole('button', { name: 'New rule' }).click();
  await page.getByRole('dialog').waitFor();
  await shoot('rules-new');
  await page.keyboard.press('Escape');
}
