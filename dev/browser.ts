import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** No calls to the outside, and it runs as root in a container. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** CHROMIUM_PATH, Playwright's own, or Debian's. Throws with what to do where there is none. */
export async function launchBrowser(): Promise<Browser> {
  const candidates = [process.env.CHROMIUM_PATH, chromium.executablePath(), '/usr/bin/chromium'];
  const executablePath = candidates.find((path) => path !== undefined && path !== '' && existsSync(path));
  if (!executablePath) throw new Error('No Chromium was found: install one, or set CHROMIUM_PATH to it.');
  return chromium.launch({ executablePath, args: FLAGS });
}
