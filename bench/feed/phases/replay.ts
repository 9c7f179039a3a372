import type { FeedClient } from '../feed-client.ts';
import type { Stage } from '../stage.ts';

const MISSED = 10_000;
const PER_CALL = 500;
const WARM_UPS = 3;

/** One client comes back after 10,000 events: from its connect until it holds them all. */
export async function measureReplay(stage: Stage): Promise<{ replayMs: number }> {
  const user = await stage.signUp();
  const tabs: FeedClient[] = [];
  // Each tab may be measured once: the warm-ups replay the same events to other tabs.
  for (let at = 0; at <= WARM_UPS; at += 1) tabs.push(await stage.openTab(user, `tab-${at}`));
  await stage.tell(user, 1);
  await Promise.all(tabs.map(({ holdings }) => holdings.until(1)));
  await Promise.all(tabs.map((tab) => tab.drop()));
  for (let told = 0; told < MISSED; told += PER_CALL) await stage.tell(user, PER_CALL);
  let replayMs = Number.NaN;
  for (const tab of tabs) {
    const began = performance.now();
    tab.connect();
    replayMs = (await tab.holdings.until(1 + MISSED)) - began;
  }
  return { replayMs };
}
