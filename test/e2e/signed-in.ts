import type { Browser, Page } from 'playwright-core';

/** A page of a browser of its own, signed in by its log-in form, and what the browser complained of since: errors, and breaks of the CSP. */
export async function signIn(
  browser: Browser,
  origin: string,
  account: { email: string; password: string },
): Promise<{ page: Page; complaints: string[] }> {
  const page = await (await browser.newContext()).newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('401 (Unauthorized)'))
      complaints.push(message.text());
  });
  await page.goto(origin);
  await page.getByRole('heading', { name: 'Log in' }).waitFor();
  await page.getByLabel('E-mail').fill(account.email);
  await page.getByLabel('Password', { exact: true }).fill(account.password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.locator('article[data-event-id]').first().waitFor();
  return { page, complaints };
}
