import { describe, expect, it } from 'vitest';
import { type Answer, NETWORK_FAILURE } from '../failure.ts';
import { createPagedList } from './paged-list.ts';

type Page = { cursor: string | null; names: string[] };

/** Each read is answered by hand, in any order. */
function listByHand() {
  const reads: { cursor: string | undefined; answer: (answer: Answer<Page>) => Promise<void> }[] = [];
  const list = createPagedList<Page, string>(
    (cursor) =>
      new Promise((resolve) => {
        reads.push({
          cursor,
          async answer(answer) {
            resolve(answer);
            await new Promise((turn) => setTimeout(turn));
          },
        });
      }),
    (page) => page.names,
  );
  return { list, reads };
}

const page = (cursor: string | null, ...names: string[]) => ({
  ok: true as const,
  value: { cursor, names },
});

describe('a list that comes a page at a time', () => {
  it('goes on where the page before ended, until there is no more', async () => {
    const { list, reads } = listByHand();
    void list.readFirst();
    await reads[0]?.answer(page('b', 'a', 'b'));
    expect([list.items(), list.more()]).toEqual([['a', 'b'], true]);
    void list.readOn();
    await reads[1]?.answer(page(null, 'c'));
    expect([reads[1]?.cursor, list.items(), list.more()]).toEqual(['b', ['a', 'b', 'c'], false]);
  });

  it('keeps what it has where a page does not come, and asks for the same again', async () => {
    const { list, reads } = listByHand();
    void list.readFirst();
    await reads[0]?.answer(page('b', 'a', 'b'));
    void list.readOn();
    await reads[1]?.answer({ ok: false, problem: NETWORK_FAILURE });
    expect([list.items(), list.problem(), list.busy()]).toEqual([['a', 'b'], NETWORK_FAILURE, false]);
    void list.again();
    expect([reads[2]?.cursor, list.problem()]).toEqual(['b', NETWORK_FAILURE]);
    await reads[2]?.answer(page(null, 'c'));
    expect([list.items(), list.problem()]).toEqual([['a', 'b', 'c'], null]);
  });

  it('asks for the first page again where that was the one that did not come', async () => {
    const { list, reads } = listByHand();
    void list.readFirst();
    await reads[0]?.answer(page('b', 'a'));
    void list.readFirst();
    await reads[1]?.answer({ ok: false, problem: NETWORK_FAILURE });
    void list.again();
    await reads[2]?.answer(page('b', 'new', 'a'));
    expect([reads[2]?.cursor, list.items()]).toEqual([undefined, ['new', 'a']]);
  });

  it('throws an answer away that was overtaken', async () => {
    const { list, reads } = listByHand();
    void list.readFirst();
    void list.readFirst();
    await reads[1]?.answer(page(null, 'new'));
    await reads[0]?.answer(page(null, 'old'));
    expect(list.items()).toEqual(['new']);
  });
});
