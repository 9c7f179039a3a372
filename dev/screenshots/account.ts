import type { Page } from 'playwright-core';
import { JobAcceptedSchema } from '../../contracts/jobs.ts';
import { ExportsResponseSchema } from '../../contracts/privacy.ts';
import { parse, type TwinClient } from '../client.ts';

type Shoot = (name: string, options?: { fullPage?: boolean }) => Promise<void>;

const EXPORT_TIMEOUT_MS = 60_000;
const POLL_MS = 500;

/** Something to show on the page of one's data. */
export async function makeExport(client: TwinClient): Promise<void> {
  const { jobId } = await parse(await client.post('/api/account/export'), JobAcceptedSchema);
  const deadline = Date.now() + EXPORT_TIMEOUT_MS;
  for (;;) {
    const { exports } = await parse(await client.get('/api/account/exports'), ExportsResponseSchema);
    if (exports.some(({ id, status }) => id === jobId && status === 'done')) return;
    if (Date.now() > deadline) throw new Error(`The export is not done: ${JSON.stringify(exports)}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** The pages that nobody needs to be signed in for. */
export async function walkWithoutAccount(page: Page, origin: string, shoot: Shoot): Promise<void> {
  await page.goto(`${origin}/forgot`);
  await page.getByLabel('E-mail').fill('nobody@example.com');
  await shoot('forgot');
  await page.getByRole('button', { name: 'Send the link' }).click();
  await page.getByText('a mail is on its way').waitFor();
  await shoot('forgot-sent');
  await page.goto(`${origin}/reset#token`);
  await page.getByLabel('New password', { exact: true }).fill('too short');
  await shoot('reset');
  await page.goto(`${origin}/reset`);
  await page.getByText('This link is no longer valid.').waitFor();
  await shoot('reset-invalid');
  await page.goto(`${origin}/privacy`);
  await page.getByRole('heading', { name: 'What is never done' }).waitFor();
  await shoot('privacy', { fullPage: true });
  await page.goto(`${origin}/deleted`);
  await page.getByRole('heading', { name: 'Your account is deleted.' }).waitFor();
  await shoot('deleted');
}

/** The account's pages. The second factor is begun and not confirmed, and nothing is deleted: the next walk signs in as this one did. */
export async function walkAccount(
  page: Page,
  origin: string,
  { shoot, password }: { shoot: Shoot; password: string },
): Promise<void> {
  await page.goto(`${origin}/account`);
  await page.getByRole('list', { name: 'Sessions' }).getByRole('listitem').first().waitFor();
  await page.getByRole('list', { name: 'Activity' }).getByRole('listitem').first().waitFor();
  await shoot('account', { fullPage: true });
  await page.getByRole('button', { name: 'Change password' }).click();
  await shoot('account-password-empty');
  await page.getByRole('button', { name: 'Set up' }).click();
  await page.getByLabel('Your password', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('img', { name: /^QR code/ }).waitFor();
  await shoot('account-second-factor', { fullPage: true });

  await page.goto(`${origin}/account/data`);
  await page.getByRole('link', { name: 'Download' }).first().waitFor();
  await shoot('data', { fullPage: true });
  await page.getByLabel('Your password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Delete everything' }).click();
  await page.getByRole('alertdialog').waitFor();
  await shoot('data-delete');
  await page.keyboard.press('Escape');
}
