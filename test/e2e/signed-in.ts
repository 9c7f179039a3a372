import type { Browser, Page } from 'playwright-core';
import { CROWD_HEADER } from '../../dev/crowd.ts';

export interface Visit {
  page: Page;
  /** What the browser complained of: errors, and breaks of the CSP. */
  complaints: string[];
}

/** A page of a browser of its own, on a machine of its own. */
export async function visit(browser: Browser): Promise<Visit> {
  const context = await browser.newContext({
    acceptDownloads: true,
    extraHTTPHeaders: { [CROWD_HEADER]: crypto.randomUUID() },
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('401 (Unauthorized)'))
      complaints.push(message.text());
  });
  return { page, complaints };
}

interface Account {
  email: string;
  password: string;
}

export async function logIn(page: Page, origin: string, account: Account): Promise<void> {
  await page.goto(`${origin}/login`);
  await logInHere(page, account);
}

/** Fills in the log-in form that is there, and sends it. */
export async function logInHere(page: Page, account: Account): Promise<void> {
  await page.getByRole('heading', { name: 'Log in' }).waitFor();
  await page.getByLabel('E-mail').fill(account.email);
  await page.getByLabel('Password', { exact: true }).fill(account.password);
  await page.getByRole('button', { name: 'Log in' }).click();
}

/** A page of a browser of its own, signed in by its log-in form, of somebody who has reflections. */
export async function signIn(browser: Browser, origin: string, account: Account): Promise<Visit> {
  const visited = await visit(browser);
  await logIn(visited.page, origin, account);
  await visited.page.locator('article[data-event-id]').first().waitFor();
  return visited;
}
