import type { Page } from 'playwright-core';
import { launchBrowser } from '../../dev/browser.ts';
import { CROWD_HEADER } from '../../dev/crowd.ts';
import type { Member, Stack } from './stack.ts';

/** Every page of the app. */
const PAGES = [
  '/',
  '/trades',
  '/dashboard',
  '/insights',
  '/connect',
  '/settings',
  '/account',
  '/account/data',
  '/privacy',
  '/nowhere',
];

export interface Walk {
  /** Breaks of the CSP and of Trusted Types, errors, and dialogs that opened. */
  complaints: string[];
  /** What the browser keeps: `local/name` and `session/name` with its value. */
  stored: [name: string, value: string][];
  /** Every address that was shown or asked for. */
  addresses: string[];
  /** Elements that no page of the app makes. */
  injected: number;
}

/** Goes through the whole app in a real browser as this member, trade by trade at the end, and tells what the browser saw. */
export async function walkThroughApp(stack: Stack, member: Member, tradeIds: string[]): Promise<Walk> {
  const browser = await launchBrowser();
  const walk: Walk = { complaints: [], stored: [], addresses: [], injected: 0 };
  try {
    const context = await browser.newContext({ extraHTTPHeaders: { [CROWD_HEADER]: 'walk' } });
    const page = await context.newPage();
    await watch(page, walk);
    await logIn(page, stack, member);
    for (const path of [...PAGES, ...tradeIds.map((id) => `/trades/${id}`)]) {
      await page.goto(stack.origin + path);
      await page.locator('main, h1').first().waitFor();
      await page.waitForLoadState('networkidle');
      walk.injected += await page.locator('[data-injected], img[src="x"], script:not([src])').count();
    }
    walk.stored = await page.evaluate(() => [
      ...Object.entries(localStorage).map(([name, value]): [string, string] => [`local/${name}`, value]),
      ...Object.entries(sessionStorage).map(([name, value]): [string, string] => [`session/${name}`, value]),
    ]);
  } finally {
    await browser.close();
  }
  return walk;
}

async function watch(page: Page, walk: Walk): Promise<void> {
  page.on('pageerror', (error) => walk.complaints.push(error.message));
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && !/status of (401|404)/.test(text)) walk.complaints.push(text);
  });
  page.on('dialog', (dialog) => {
    walk.complaints.push(`a dialog opened: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => walk.addresses.push(request.url()));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`CSP: ${event.effectiveDirective} blocked ${event.blockedURI} ${event.sample}`);
    });
  });
}

async function logIn(page: Page, stack: Stack, { email, password }: Member): Promise<void> {
  await page.goto(stack.origin);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.locator('article[data-event-id]').first().waitFor();
}
