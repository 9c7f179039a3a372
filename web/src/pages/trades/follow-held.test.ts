import { describe, expect, it } from 'vitest';
import type { Trade } from '../../../../contracts/trades.ts';
import { NETWORK_FAILURE } from '../../failure.ts';
import { followHeld } from './follow-held.ts';
import { testTrade } from './test-trade.ts';

const SIZE = 3;

/** From the newest down. */
const down = (from: number, to: number) =>
  Array.from({ length: from - to + 1 }, (_, i) => testTrade(from - i));
const numbers = (ids: Iterable<string>) => [...ids].map((id) => Number(id.slice(3)));

/** What the held ones are found to be in the list as the server has it now. */
async function follow(held: Trade[], list: Trade[], whole = false) {
  const asked: (string | null)[] = [];
  const followed = await followHeld(held, whole, SIZE, {
    wanted: () => true,
    async readAfter(id) {
      asked.push(id);
      const after = held.find((one) => one.id === id);
      const rest = after === undefined ? list : list.filter((one) => one.ts < after.ts);
      const trades = rest.slice(0, SIZE);
      return { ok: true, value: { trades, cursor: rest.length > SIZE ? (trades.at(-1)?.id ?? null) : null } };
    },
  });
  if (followed === null) throw new Error('Nothing came.');
  return { asked: numbers(asked.filter((id) => id !== null)), ...followed, gone: numbers(followed.gone) };
}

describe('trades that are held', () => {
  it('are looked at to the last page of them', async () => {
    const list = down(20, 1).map((one, at) => (at === 7 ? testTrade(13, { basis: 'known' }) : one));
    const { asked, found, gone, more } = await follow(down(20, 12), list);
    expect([asked, gone, more]).toEqual([[18, 15], [], false]);
    expect(found.get(testTrade(13).id)?.basis).toBe('known');
  });

  it('are gone where they left the list, which brings up others that are none of them', async () => {
    const { gone, more } = await follow(
      down(20, 12),
      down(20, 1).filter((one) => one.extId !== '13' && one.extId !== '12'),
    );
    expect([gone, more]).toEqual([[13, 12], false]);
  });

  it.each([1, 5])('stay where %i came in above, and are told of', async (count) => {
    const list = [...down(20 + count, 21), ...down(20, 1)];
    const { gone, more, found } = await follow(down(20, 12), list);
    expect([gone, more]).toEqual([[], true]);
    expect(found.has(testTrade(12).id)).toBe(true);
  });

  it('tell of those that came in between them', async () => {
    const held = down(20, 12).filter((one) => one.extId !== '14');
    expect(await follow(held, down(20, 1))).toMatchObject({ gone: [], more: true });
  });

  it('tell of those that came in after the last of all', async () => {
    expect(await follow(down(20, 16), down(20, 15), true)).toMatchObject({ gone: [], more: true });
    expect(await follow(down(20, 16), down(20, 15), false)).toMatchObject({ gone: [], more: false });
  });

  it('are all gone where nothing is left of the list', async () => {
    expect((await follow(down(20, 16), [], true)).gone).toEqual([20, 19, 18, 17, 16]);
  });

  it('are left as they are where a page does not come', async () => {
    const readAfter = async () => ({ ok: false as const, problem: NETWORK_FAILURE });
    expect(await followHeld(down(20, 12), false, SIZE, { wanted: () => true, readAfter })).toBeNull();
  });
});
