import { createHash } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../../dev/browser.ts';
import { type ProductionStack, startProductionStack } from '../../dev/production-stack.ts';
import { SECURITY_HEADERS } from '../../worker/security/headers.ts';
import { observatoryScore } from './observatory-score.ts';

/** `<script src>` and `<link href>` of the built page that name a hash, with it. */
const WITH_HASH = /(?:src|href)="([^"]+)"[^>]*\sintegrity="sha384-([^"]+)"/g;

let stack: ProductionStack;
let browser: Browser;
let page: string;
let hashes: { path: string; hash: string }[];

beforeAll(async () => {
  [stack, browser] = await Promise.all([startProductionStack(), launchBrowser()]);
  page = await (await fetch(stack.origin)).text();
  hashes = [...page.matchAll(WITH_HASH)].map(([, path = '', hash = '']) => ({ path, hash }));
});

afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

function expectAllHeaders({ headers }: Response): void {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(headers.get(name)).toBe(value);
}

describe('what is served without the Worker', () => {
  test.each(['/', '/trades', '/no/such/page', '/favicon.svg', '/boot.js'])(
    '%s has the security headers',
    async (path) => {
      const answer = await fetch(stack.origin + path);
      expect(answer.status).toBe(200);
      expectAllHeaders(answer);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    },
  );

  test('a script of the build has them, and so has the answer that it has not changed', async () => {
    const url = stack.origin + (hashes.find(({ path }) => path.startsWith('/assets/'))?.path ?? '');
    const first = await fetch(url);
    expectAllHeaders(first);
    const again = await fetch(url, { headers: { 'if-none-match': first.headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
    expectAllHeaders(again);
  });

  test('the Worker has its share of the addresses', async () => {
    for (const [path, status] of [
      ['/api/auth/me', 401],
      ['/v1/indicators', 401],
      ['/api/nothing', 404],
      ['/healthz', 200],
    ] as const) {
      const answer = await fetch(stack.origin + path);
      expect(answer.status).toBe(status);
      expectAllHeaders(answer);
    }
  });

  test('the page would get 135 points of the HTTP Observatory', async () => {
    const { headers } = await fetch(stack.origin);
    const score = observatoryScore(headers, page);
    expect(
      Object.values(score).reduce((sum, points) => sum + points, 0),
      JSON.stringify(score),
    ).toBe(135);
  });
});

describe('the built page', () => {
  test('names the hash of each script and style sheet that it loads', async () => {
    const loaded = [...page.matchAll(/<(?:script[^>]*\ssrc|link[^>]*\shref)="([^"]+\.(?:js|css))"/g)];
    expect(hashes.map(({ path }) => path).sort()).toEqual(loaded.map(([, path]) => path).sort());
    expect(hashes.length).toBeGreaterThanOrEqual(3);
    for (const { path, hash } of hashes) {
      const body = Buffer.from(await (await fetch(stack.origin + path)).arrayBuffer());
      expect(createHash('sha384').update(body).digest('base64')).toBe(hash);
    }
  });

  test('runs as it was built, and not with a script that was changed on its way', async () => {
    const entry = hashes.find(({ path }) => /\/assets\/index-.*\.js$/.test(path))?.path ?? '';
    for (const isChanged of [false, true]) {
      const tab = await (await browser.newContext()).newPage();
      const complaints: string[] = [];
      tab.on('console', (message) => complaints.push(message.text()));
      if (isChanged) {
        await tab.route(`**${entry}`, async (route) => {
          const response = await route.fetch();
          await route.fulfill({ response, body: `${await response.text()}\n;globalThis.wasChanged = true;` });
        });
      }
      await tab.goto(`${stack.origin}/login`);
      const isRefused = () => complaints.some((text) => text.includes('integrity'));
      if (isChanged) await expect.poll(isRefused).toBe(true);
      else await tab.getByLabel('E-mail').waitFor();
      expect(await tab.getByLabel('E-mail').count()).toBe(isChanged ? 0 : 1);
      expect(await tab.evaluate('globalThis.wasChanged')).toBeUndefined();
      expect(isRefused()).toBe(isChanged);
      await tab.context().close();
    }
  });
});
