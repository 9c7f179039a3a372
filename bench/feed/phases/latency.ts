import { setTimeout as sleep } from 'node:timers/promises';
import { quantile } from '../../quantile.ts';
import type { Stage } from '../stage.ts';

const WARM_UP = 300;
const APPENDS = 2_000;
const THINK_MS = 2;

/** Single appends one after the other, each from just before its request to its frame in the client. */
export async function measureLatency(stage: Stage): Promise<{ p50Ms: number; p99Ms: number }> {
  const user = await stage.signUp();
  const { holdings } = await stage.openTab(user);
  const times: number[] = [];
  for (let at = 0; at < WARM_UP + APPENDS; at += 1) {
    const arrival = holdings.until(at + 1);
    const [began, arrived] = await Promise.all([stage.tell(user, 1), arrival]);
    if (at >= WARM_UP) times.push(arrived - began);
    await sleep(THINK_MS);
  }
  return { p50Ms: quantile(times, 0.5), p99Ms: quantile(times, 0.99) };
}
