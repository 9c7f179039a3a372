import type { FeedUser } from '../control.ts';
import type { Stage } from '../stage.ts';

const PER_CALL = 50;
const IN_FLIGHT = 4;
const WARM_UP = 5_000;
const EVENTS = 20_000;

/** One user is told events fifty at a time, a few calls in flight: events a second, until the last is on the one socket. */
export async function measureHotUser(stage: Stage): Promise<{ eventsPerS: number }> {
  const user = await stage.signUp();
  const { holdings } = await stage.openTab(user);
  await tellAll(stage, user, WARM_UP);
  await holdings.until(WARM_UP);
  const began = performance.now();
  const [arrived] = await Promise.all([holdings.until(WARM_UP + EVENTS), tellAll(stage, user, EVENTS)]);
  return { eventsPerS: EVENTS / ((arrived - began) / 1000) };
}

async function tellAll(stage: Stage, user: FeedUser, count: number): Promise<void> {
  let left = count;
  const lane = async () => {
    while (left > 0) {
      left -= PER_CALL;
      await stage.tell(user, PER_CALL);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
}
