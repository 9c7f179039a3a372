import { decodeBase32IgnorePadding } from '@oslojs/encoding';
import { generateHOTP } from '@oslojs/otp';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { launchBrowser } from '../../dev/browser.ts';
import { parse, TwinClient } from '../../dev/client.ts';
import { type ProductionStack, startProductionStack } from '../../dev/production-stack.ts';
import { logIn, logInHere, visit } from './signed-in.ts';

const PASSWORD = 'correct horse battery staple';
const NEXT_PASSWORD = 'another horse, another staple';
const STEP_MS = 30_000;
const MessagesSchema = z.object({ messages: z.array(z.object({ text: z.string() })) });

let stack: ProductionStack;
let browser: Browser;
let complaints: string[][] = [];

beforeAll(async () => {
  [stack, browser] = await Promise.all([startProductionStack(), launchBrowser()]);
});

afterEach(() => {
  // A refusal is an answer that the browser tells of by itself.
  const real = complaints.flat().filter((text) => !/status of (400|404|429) /.test(text));
  complaints = [];
  expect(real).toEqual([]);
});

afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

test('a second factor is set up, asked for at the next log-in, and replaced by a recovery code', async () => {
  const account = await newAccount('factor');
  const page = await signedIn(account);
  await openAccount(page);
  await page.getByRole('button', { name: 'Set up' }).click();
  await page.getByLabel('Your password', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('img', { name: /^QR code/ }).waitFor();
  const secret = (await page.locator('code').innerText()).replaceAll(' ', '');
  await page.getByLabel('Code of your authenticator app').fill(codeOf(secret));
  await page.getByRole('button', { name: 'Turn on' }).click();
  await page.getByText('Keep these recovery codes').waitFor();
  const codes = await page
    .getByRole('region', { name: 'Second factor' })
    .getByRole('listitem')
    .allInnerTexts();
  expect(codes.length).toBeGreaterThan(4);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  const kept = await textOf(await downloading);
  for (const code of codes) expect(kept).toContain(code);
  // One key leads to another page, a button out of the session, and they are not shown again.
  const question = page.getByRole('alertdialog', { name: 'Leave without the recovery codes?' });
  await page.keyboard.press('2');
  await question.waitFor();
  await page.keyboard.press('Escape');
  await question.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await question.waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByText(`${codes.length} recovery codes are left.`).waitFor();

  await page.getByRole('button', { name: 'Sign out of this browser' }).click();
  await page.getByRole('heading', { name: 'Log in' }).waitFor();
  await logIn(page, stack.origin, account);
  await page.getByLabel('Code of your authenticator app').waitFor();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('code');
  // A code is good once: the one of before would be refused, and that of a clock half a minute ahead is taken.
  await page.keyboard.type(codeOf(secret, 1));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Nothing read yet.' }).waitFor();

  const [recovery = ''] = codes;
  const other = await newPage();
  await logIn(other, stack.origin, account);
  await other.getByRole('button', { name: 'Use a recovery code instead' }).click();
  await other.getByLabel('Recovery code', { exact: true }).fill(recovery);
  await other.keyboard.press('Enter');
  await other.getByRole('heading', { name: 'Nothing read yet.' }).waitFor();
  await openAccount(other);
  await other.getByText(`${codes.length - 1} recovery codes are left.`).waitFor();
  await other.getByRole('button', { name: 'Turn off' }).click();
  await other.getByLabel('Your password', { exact: true }).fill(PASSWORD);
  await other.getByRole('button', { name: 'Use a recovery code instead' }).click();
  await other.getByLabel('Recovery code', { exact: true }).fill(recovery);
  await other.keyboard.press('Enter');
  await other.getByText('This code is not right').waitFor();
  await other.getByLabel('Recovery code', { exact: true }).fill(codes[1] ?? '');
  await other.keyboard.press('Enter');
  await other.getByRole('button', { name: 'Set up' }).waitFor();
});

test('a session is ended from another browser, whose page says so', async () => {
  const account = await newAccount('sessions');
  const [page, other] = [await signedIn(account), await signedIn(account)];
  await other.locator('[data-feed-state="live"]').waitFor();
  await other.keyboard.press('b');
  await other.getByRole('dialog').waitFor();
  await openAccount(page);
  const sessions = page.getByRole('list', { name: 'Sessions' }).getByRole('listitem');
  await sessions.first().getByText('This browser').waitFor();
  const before = await sessions.count();
  await sessions
    .getByRole('button', { name: /^End the session of/ })
    .first()
    .click();
  await expect.poll(() => sessions.count()).toBe(before - 1);
  await other.getByText('Your session ended.').waitFor();
  // What was open in that session is not opened by the next one.
  await logInHere(other, account);
  await other.getByRole('heading', { name: 'Nothing read yet.' }).waitFor();
  expect(await other.getByRole('dialog').count()).toBe(0);
  await page.reload();
  await expect.poll(() => sessions.count()).toBe(before);

  await page.getByRole('button', { name: 'End all others' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'End them' }).click();
  await expect.poll(() => sessions.count()).toBe(1);
  await page.getByRole('list', { name: 'Activity' }).getByText('Signed in').first().waitFor();
});

test('with a new password every other session ends, and the old password is of no use', async () => {
  const account = await newAccount('password');
  const [page, other] = [await signedIn(account), await signedIn(account)];
  await other.locator('[data-feed-state="live"]').waitFor();
  await openAccount(page);
  const change = async (current: string, next: string) => {
    await page.getByLabel('Present password', { exact: true }).fill(current);
    await page.getByLabel('New password', { exact: true }).fill(next);
    await page.getByRole('button', { name: 'Change password' }).click();
  };
  await change(NEXT_PASSWORD, NEXT_PASSWORD);
  await page.getByText('This is not your present password.').waitFor();
  await change(PASSWORD, 'password123456789');
  await page.getByText('This password is easy to guess').waitFor();
  await change(PASSWORD, NEXT_PASSWORD);
  await page.getByText('Password changed.').waitFor();
  await other.getByText('Your session ended.').waitFor();

  await logIn(other, stack.origin, account);
  await other.getByText('E-mail and password do not match.').waitFor();
  await logIn(other, stack.origin, { ...account, password: NEXT_PASSWORD });
  await other.getByRole('heading', { name: 'Nothing read yet.' }).waitFor();
});

test('an export is asked for, found again after a reload, and downloaded', async () => {
  const page = await signedIn(await newAccount('export'));
  await openAccount(page);
  await page.getByRole('link', { name: 'Your data' }).click();
  await page.getByRole('button', { name: 'Make an export' }).click();
  await page
    .getByRole('list', { name: 'Exports' })
    .getByText(/being made|Ready/)
    .waitFor();
  await page.reload();
  const link = page.getByRole('list', { name: 'Exports' }).getByRole('link', { name: 'Download' });
  await link.waitFor({ timeout: 60_000 });
  const downloading = page.waitForEvent('download');
  await link.click();
  // An archive: JSON, and CSV beside it.
  expect(await textOf(await downloading)).toMatch(/^PK[\s\S]*\.json[\s\S]*\.csv/);
});

test('an account is deleted with everything, in every browser', async () => {
  const account = await newAccount('delete');
  const [page, other] = [await signedIn(account), await signedIn(account)];
  await other.locator('[data-feed-state="live"]').waitFor();
  await page.goto(`${stack.origin}/account/data`);
  const erase = async (password: string) => {
    await page.getByLabel('Your password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Delete everything' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete for good' }).click();
  };
  await erase(NEXT_PASSWORD);
  await page.getByText('This is not your present password.').waitFor();
  await erase(PASSWORD);
  await page.waitForURL(`${stack.origin}/deleted`);
  await page.getByRole('heading', { name: 'Your account is deleted.' }).waitFor();
  await other.getByText('Your session ended.').waitFor();
  await logIn(page, stack.origin, account);
  await page.getByText('E-mail and password do not match.').waitFor();
});

test('a forgotten password is replaced by a link, good once, and asking tells nothing of who has an account', async () => {
  const { email } = await newAccount('reset');
  const page = await newPage();
  for (const address of [email, 'nobody@example.com']) {
    await page.goto(`${stack.origin}/forgot`);
    await page.getByLabel('E-mail').fill(address);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByText('If there is an account, a mail is on its way.').waitFor();
  }
  const link = await linkMailedTo(email);
  const choose = async () => {
    // Only the fragment would change: no page is loaded for that.
    await page.goto('about:blank');
    await page.goto(link);
    await page.getByLabel('New password', { exact: true }).waitFor();
    expect(page.url()).toBe(`${stack.origin}/reset`);
    await page.getByLabel('New password', { exact: true }).fill(NEXT_PASSWORD);
    await page.getByRole('button', { name: 'Save the new password' }).click();
  };
  await choose();
  await page.getByText('Your password is changed.').waitFor();
  await choose();
  await page.getByText('This link is no longer valid.').waitFor();
  await logIn(page, stack.origin, { email, password: NEXT_PASSWORD });
  await page.getByRole('heading', { name: 'Nothing read yet.' }).waitFor();
});

test('what is kept can be read without an account, and nothing of a trader is kept in the browser', async () => {
  const visitor = await newPage();
  await visitor.goto(`${stack.origin}/privacy`);
  await visitor.getByRole('heading', { name: 'What is kept, why, and for how long' }).waitFor();

  const account = await newAccount('storage');
  const page = await signedIn(account);
  for (const path of ['/account', '/account/data', '/settings', '/trades', '/']) {
    await page.goto(stack.origin + path);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    const kept = await page.evaluate(() =>
      JSON.stringify([Object.entries(sessionStorage), Object.entries(localStorage), location.href]),
    );
    expect(kept).not.toMatch(/example\.com|feed:|horse/);
  }
  const names = await page.evaluate(() => [...Object.keys(sessionStorage), ...Object.keys(localStorage)]);
  expect(names.filter((name) => !['tab', 'theme', 'solid-router:scroll'].includes(name))).toEqual([]);
});

async function newAccount(name: string): Promise<{ email: string; password: string }> {
  const account = { email: `${name}@example.com`, password: PASSWORD };
  await new TwinClient(stack.origin).enter(account);
  return account;
}

/** The link of the newest mail to an address; it is sent after the answer. */
async function linkMailedTo(address: string): Promise<string> {
  const url = `${stack.simulators.mail.messagesUrl}?to=${encodeURIComponent(address)}`;
  const found = async () => {
    const { messages } = await parse(await fetch(url), MessagesSchema);
    return messages.flatMap(({ text }) => text.match(/http\S+\/reset#\S+/) ?? []).at(-1) ?? '';
  };
  await expect.poll(found).not.toBe('');
  return found();
}

async function newPage(): Promise<Page> {
  const visited = await visit(browser);
  complaints.push(visited.complaints);
  return visited.page;
}

/** A page of a browser of its own, of somebody who has no trades yet. */
async function signedIn(account: { email: string; password: string }): Promise<Page> {
  const page = await newPage();
  await logIn(page, stack.origin, account);
  await page.getByRole('heading', { name: 'Nothing read yet.' }).waitFor();
  return page;
}

async function openAccount(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Account', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Account' }).waitFor();
}

/** What the authenticator app shows now. */
/** The code of now, or of so many steps later. */
function codeOf(secret: string, later = 0): string {
  const step = Math.floor(Date.now() / STEP_MS) + later;
  return generateHOTP(decodeBase32IgnorePadding(secret), BigInt(step), 6);
}

async function textOf(download: { createReadStream(): Promise<NodeJS.ReadableStream> }): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('latin1');
}
