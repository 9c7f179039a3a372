import type { FeedUser } from '../control.ts';
import type { FeedClient } from '../feed-client.ts';
import type { Stage } from '../stage.ts';

const USERS = 100;
/** The product takes no more of one user. */
const TABS = 5;
const MISSED = 20;
const WARM_UPS = 3;
const SIGN_UPS_AT_ONCE = 4;

/** 500 tabs that lost their network come back at once, each with 20 events missed: from the first connect until the last holds all. */
export async function measureReconnect(stage: Stage): Promise<{ reconnectMs: number }> {
  const users = await inTurns(USERS, () => stage.signUp());
  const tabs = await Promise.all(
    users.flatMap((user) => Array.from({ length: TABS }, (_, at) => stage.openTab(user, `tab-${at}`))),
  );
  for (const user of users) await stage.tell(user, 1);
  await Promise.all(tabs.map(({ holdings }) => holdings.until(1)));
  for (let at = 0; at < WARM_UPS; at += 1) await comeBack(stage, users, tabs);
  return { reconnectMs: await comeBack(stage, users, tabs) };
}

async function comeBack(
  stage: Stage,
  users: readonly FeedUser[],
  tabs: readonly FeedClient[],
): Promise<number> {
  await Promise.all(tabs.map((tab) => tab.drop()));
  for (const user of users) await stage.tell(user, MISSED);

  const began = performance.now();
  for (const tab of tabs) tab.connect();
  const arrivals = await Promise.all(
    tabs.map(({ holdings }) => holdings.until(holdings.ids.length + MISSED)),
  );
  return Math.max(...arrivals) - began;
}

/** So many of something, a few at a time: a sign-up is a password hash. */
async function inTurns<Item>(count: number, make: () => Promise<Item>): Promise<Item[]> {
  const made: Item[] = [];
  const lane = async () => {
    for (let left = count / SIGN_UPS_AT_ONCE; left > 0; left -= 1) made.push(await make());
  };
  await Promise.all(Array.from({ length: SIGN_UPS_AT_ONCE }, lane));
  return made;
}
