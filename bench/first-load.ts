import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../dev/browser.ts';
import { TwinClient } from '../dev/client.ts';
import { startProductionStack } from '../dev/production-stack.ts';

const BUDGET_KB = 80;
const ACCOUNT = { email: 'bench@example.com', password: 'benchmarks need no secret' };

/** JavaScript that a page needs before it is ready, gzipped as a server would, in kB of 1,000 bytes. */
async function scriptsOf(page: Page, visit: () => Promise<unknown>): Promise<number> {
  const sizes: Promise<number>[] = [];
  page.on('response', (response) => {
    if (!/\.js$/.test(new URL(response.url()).pathname)) return;
    sizes.push(response.body().then((body) => gzipSync(body, { level: 9 }).byteLength));
  });
  await visit();
  await page.waitForLoadState('networkidle');
  page.removeAllListeners('response');
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  return bytes / 1000;
}

const stack = await startProductionStack();
const browser = await launchBrowser();
try {
  const client = new TwinClient(stack.origin);
  await client.enter(ACCOUNT);
  await client.connectCoinbase('bench');
  await client.untilScored(await client.importFills());

  const visitor = await (await browser.newContext()).newPage();
  const login = await scriptsOf(visitor, async () => {
    await visitor.goto(`${stack.origin}/login`);
    await visitor.getByLabel('E-mail').waitFor();
  });
  // A `__Host-` cookie cannot be planted over http, so that the trader signs in; the next page of the same browser starts signed in.
  await visitor.getByLabel('E-mail').fill(ACCOUNT.email);
  await visitor.getByLabel('Password', { exact: true }).fill(ACCOUNT.password);
  await visitor.getByRole('button', { name: 'Log in' }).click();
  await visitor.locator('article[data-event-id]').first().waitFor();
  const trader = await visitor.context().newPage();
  const coach = await scriptsOf(trader, async () => {
    await trader.goto(stack.origin);
    await trader.locator('article[data-event-id]').first().waitFor();
  });
  console.log(`log-in page:           ${login.toFixed(1)} kB of JavaScript, gzip`);
  console.log(`coach, signed in:      ${coach.toFixed(1)} kB of JavaScript, gzip (budget ${BUDGET_KB} kB)`);
  process.exitCode = Math.max(login, coach) <= BUDGET_KB ? 0 : 1;
} finally {
  await browser.close();
  await stack.stop();
}
