import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CLOSE } from '../../../contracts/feed.ts';
import { NETWORK_FAILURE } from '../failure.ts';
import { reflected, ulid } from './test-events.ts';
import { startTestFeed } from './test-feed.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const log = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => reflected(from + i, `t${from + i}`));
const ids = (from: number, to: number) => log(from, to).map((event) => event.eventId);

describe('a feed in a new tab', () => {
  it('shows the newest page and opens the socket from there', async () => {
    const feed = await startTestFeed({ log: log(1, 5), page: 2 });
    expect([feed.requests, feed.applied(), feed.opened]).toEqual([['<'], ids(4, 5), [ulid(5)]]);
    feed.hello('current', ulid(5));
    expect(feed.status()).toBe('live');
  });

  it('reads what is older beneath it, page by page, once it is live', async () => {
    const feed = await startTestFeed({ log: log(1, 5), page: 2, latencyMs: 80 });
    feed.hello('current', ulid(5));
    feed.send(reflected(6, 't6'));
    await vi.advanceTimersByTimeAsync(300);
    expect(feed.requests).toEqual(['<', `<${ulid(4)}`, `<${ulid(2)}`]);
    expect([feed.applied(), feed.whole(), feed.cursor()]).toEqual([ids(1, 6), true, ulid(6)]);
  });

  it('goes on with what is older after a page of it did not come', async () => {
    const feed = await startTestFeed({ log: log(1, 5), page: 2 });
    feed.fail(NETWORK_FAILURE);
    feed.hello('current', ulid(5));
    await vi.advanceTimersByTimeAsync(0);
    expect([feed.status(), feed.applied()]).toEqual(['live', ids(4, 5)]);
    feed.heal();
    await vi.advanceTimersByTimeAsync(500);
    expect([feed.status(), feed.applied()]).toEqual(['live', ids(1, 5)]);
  });

  it('reads on from where it was after the socket was lost', async () => {
    const feed = await startTestFeed({ log: log(1, 5), page: 2, latencyMs: 400 });
    feed.hello('current', ulid(5));
    await vi.advanceTimersByTimeAsync(500);
    feed.close(1006);
    await vi.advanceTimersByTimeAsync(500);
    feed.hello('current', ulid(5));
    await vi.advanceTimersByTimeAsync(500);
    expect([feed.requests.length, feed.applied()]).toEqual([3, ids(1, 5)]);
  });

  it('reads from the beginning what came between an empty page and the greeting', async () => {
    const feed = await startTestFeed({ log: [], page: 2 });
    expect([feed.opened, feed.whole()]).toEqual([[null], true]);
    feed.setLog(log(1, 3));
    feed.hello('current', ulid(3));
    await vi.advanceTimersByTimeAsync(0);
    expect([feed.requests, feed.applied()]).toEqual([['<', '>', `>${ulid(2)}`], ids(1, 3)]);
  });

  it('says what is wrong where the history cannot be read, and tries again', async () => {
    const feed = await startTestFeed({ log: log(1, 2), failWith: NETWORK_FAILURE });
    expect([feed.status(), feed.problem()]).toEqual(['failing', NETWORK_FAILURE]);
    feed.heal();
    await vi.advanceTimersByTimeAsync(500);
    expect(feed.applied()).toEqual(ids(1, 2));
  });

  it('goes on saying what is wrong while it tries again, until an answer came', async () => {
    const feed = await startTestFeed({ log: log(1, 2), failWith: NETWORK_FAILURE });
    feed.connection.reconnect();
    expect([feed.status(), feed.problem()]).toEqual(['loading', NETWORK_FAILURE]);
    await vi.advanceTimersByTimeAsync(0);
    feed.heal();
    await vi.advanceTimersByTimeAsync(500);
    expect([feed.status(), feed.problem()]).toEqual(['loading', null]);
  });
});

describe('a feed that lost its socket', () => {
  it('resumes after the last event it applied, and is live once the missed ones came', async () => {
    const feed = await startTestFeed({ log: log(1, 2) });
    feed.hello('current', ulid(2));
    feed.send(reflected(3, 't3'));
    await vi.advanceTimersByTimeAsync(50);
    feed.close(1006);
    expect(feed.status()).toBe('reconnecting');
    await vi.advanceTimersByTimeAsync(500);
    expect(feed.opened).toEqual([ulid(2), ulid(3)]);
    feed.hello('replay', ulid(4));
    expect(feed.status()).toBe('catching-up');
    feed.send(reflected(4, 't4'));
    await vi.advanceTimersByTimeAsync(50);
    expect([feed.status(), feed.applied()]).toEqual(['live', ids(1, 4)]);
  });

  it('waits longer after each failure, and starts from the shortest wait once it was greeted', async () => {
    const feed = await startTestFeed({ log: log(1, 1) });
    for (const wait of [500, 1_000, 2_000]) {
      feed.close(1006);
      await vi.advanceTimersByTimeAsync(wait - 1);
      const before = feed.opened.length;
      await vi.advanceTimersByTimeAsync(1);
      expect(feed.opened).toHaveLength(before + 1);
    }
    feed.hello('current', ulid(1));
    feed.close(1006);
    await vi.advanceTimersByTimeAsync(500);
    expect(feed.opened).toHaveLength(5);
  });

  it('loads everything anew where the log does not know its cursor', async () => {
    const feed = await startTestFeed({ log: log(1, 2) });
    feed.hello('current', ulid(2));
    feed.setLog(log(7, 9));
    feed.close(1006);
    await vi.advanceTimersByTimeAsync(500);
    feed.hello('reset', ulid(9));
    await vi.advanceTimersByTimeAsync(0);
    expect([feed.status(), feed.applied()]).toEqual(['live', ids(7, 9)]);
  });

  it('drops a page of an older log that comes after it began anew', async () => {
    const feed = await startTestFeed({ log: log(1, 5), page: 2, latencyMs: 500 });
    feed.hello('current', ulid(5));
    await vi.advanceTimersByTimeAsync(50);
    feed.setLog(log(11, 15));
    feed.delay(20);
    feed.hello('reset', ulid(15));
    await vi.advanceTimersByTimeAsync(1_000);
    expect([feed.status(), feed.applied(), feed.cursor()]).toEqual(['live', ids(11, 15), ulid(15)]);
  });

  it('stays quiet where a newer socket of its tab took over, until it is asked', async () => {
    const feed = await startTestFeed({ log: log(1, 1) });
    feed.hello('current', ulid(1));
    feed.close(CLOSE.replaced);
    await vi.advanceTimersByTimeAsync(600_000);
    expect([feed.status(), feed.opened.length]).toEqual(['replaced', 1]);
    feed.connection.reconnect();
    expect(feed.opened).toHaveLength(2);
  });

  it('ends the session where the server asks to sign in again', async () => {
    const feed = await startTestFeed({ log: log(1, 1) });
    feed.hello('current', ulid(1));
    feed.close(CLOSE.signInAgain);
    await vi.advanceTimersByTimeAsync(600_000);
    expect([feed.ended(), feed.opened.length]).toEqual([true, 1]);
  });

  it('asks over HTTP whether the session lives where handshakes keep failing', async () => {
    const feed = await startTestFeed({ log: log(1, 1), session: 'ended' });
    feed.close(1006);
    await vi.advanceTimersByTimeAsync(500);
    expect(feed.ended()).toBe(false);
    feed.close(1006);
    await vi.advanceTimersByTimeAsync(0);
    expect(feed.ended()).toBe(true);
  });

  it('says that it gets no socket where the server answers and handshakes keep failing, and reads on over HTTP', async () => {
    const feed = await startTestFeed({ log: log(1, 5), page: 2 });
    const refuse = async (wait: number) => {
      feed.close(1006);
      await vi.advanceTimersByTimeAsync(0);
      const told = feed.status();
      await vi.advanceTimersByTimeAsync(wait);
      return told;
    };
    expect(await refuse(500)).toBe('reconnecting');
    feed.setLog(log(1, 6));
    expect(await refuse(1_000)).toBe('reconnecting');
    expect(await refuse(2_000)).toBe('refused');
    // Neither while it tries again …
    expect([feed.status(), feed.applied(), feed.whole()]).toEqual(['refused', ids(1, 6), true]);
    feed.setLog(log(1, 8));
    // … nor when that fails too is anything else said.
    expect(await refuse(4_000)).toBe('refused');
    expect([feed.applied(), feed.opened.at(-1)]).toEqual([ids(1, 8), ulid(8)]);
    feed.hello('current', ulid(8));
    expect(feed.status()).toBe('live');
  });

  it('says the same of a log that is still empty, while it is read anew', async () => {
    const feed = await startTestFeed({ log: [] });
    for (const wait of [500, 1_000, 2_000]) {
      feed.close(1006);
      await vi.advanceTimersByTimeAsync(wait);
    }
    const from = feed.told.length;
    feed.close(1006);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(new Set(feed.told.slice(from))).toEqual(new Set(['refused']));
  });

  it('says what is wrong where no socket is taken and the log cannot be read either', async () => {
    const feed = await startTestFeed({ log: log(1, 1) });
    for (const wait of [500, 1_000]) {
      feed.close(1006);
      await vi.advanceTimersByTimeAsync(wait);
    }
    feed.fail(NETWORK_FAILURE);
    feed.close(1006);
    await vi.advanceTimersByTimeAsync(0);
    expect([feed.status(), feed.problem()]).toEqual(['failing', NETWORK_FAILURE]);
  });

  it('gives a socket up that never greets', async () => {
    const feed = await startTestFeed({ log: log(1, 1) });
    await vi.advanceTimersByTimeAsync(10_500);
    expect(feed.opened).toHaveLength(2);
  });
});

describe('a feed that fell behind', () => {
  it('reads the rest over HTTP, holds frames that come meanwhile, and acknowledges the end', async () => {
    const feed = await startTestFeed({ log: log(1, 1), page: 100, latencyMs: 80 });
    feed.hello('current', ulid(1));
    feed.setLog(log(1, 150));
    feed.behind();
    feed.send(reflected(151, 't151'));
    await vi.advanceTimersByTimeAsync(100);
    expect([feed.status(), feed.applied()]).toEqual(['catching-up', ids(1, 101)]);
    await vi.advanceTimersByTimeAsync(60);
    expect([feed.status(), feed.applied()]).toEqual(['live', ids(1, 151)]);
    expect(feed.acks).toEqual([ulid(151)]);
  });

  it('goes on from the head of a log that was rebuilt, whatever frames came before it was read', async () => {
    const feed = await startTestFeed({ log: log(1, 3), page: 2, latencyMs: 80 });
    feed.hello('current', ulid(3));
    await vi.advanceTimersByTimeAsync(100);
    feed.setLog(log(7, 9));
    feed.behind();
    feed.send(reflected(7, 't7'));
    await vi.advanceTimersByTimeAsync(500);
    expect([feed.status(), feed.applied(), feed.cursor()]).toEqual(['live', ids(7, 9), ulid(9)]);
  });

  it('starts over where the log was rebuilt meanwhile', async () => {
    const feed = await startTestFeed({ log: log(1, 3) });
    feed.hello('current', ulid(3));
    feed.setLog(log(7, 9));
    feed.behind();
    await vi.advanceTimersByTimeAsync(0);
    expect([feed.status(), feed.applied()]).toEqual(['live', ids(7, 9)]);
  });
});

describe('acknowledgements', () => {
  it('go out every 50 frames, and otherwise at most every 250 ms', async () => {
    const feed = await startTestFeed({ log: log(1, 1) });
    feed.hello('current', ulid(1));
    for (const event of log(2, 51)) feed.send(event);
    expect(feed.acks).toEqual([ulid(51)]);
    feed.send(reflected(52, 't52'));
    await vi.advanceTimersByTimeAsync(100);
    feed.send(reflected(53, 't53'));
    await vi.advanceTimersByTimeAsync(100);
    expect(feed.acks).toEqual([ulid(51)]);
    await vi.advanceTimersByTimeAsync(100);
    expect(feed.acks).toEqual([ulid(51), ulid(53)]);
  });
});

describe('a feed whose network goes away without a word', () => {
  it('asks now and then, and stays live while it is answered', async () => {
    const feed = await startTestFeed({ log: log(1, 2) });
    feed.hello('current', ulid(2));
    for (let asked = 1; asked <= 3; asked += 1) {
      await vi.advanceTimersByTimeAsync(45_000);
      expect(feed.pings()).toBe(asked);
      feed.pong();
    }
    expect([feed.status(), feed.opened.length]).toEqual(['live', 1]);
  });

  it('gives the socket up ten seconds after a question, and resumes', async () => {
    const feed = await startTestFeed({ log: log(1, 2) });
    feed.hello('current', ulid(2));
    await vi.advanceTimersByTimeAsync(54_999);
    expect(feed.status()).toBe('live');
    await vi.advanceTimersByTimeAsync(1);
    expect(feed.status()).toBe('reconnecting');
    await vi.advanceTimersByTimeAsync(500);
    expect(feed.opened).toEqual([ulid(2), ulid(2)]);
  });

  it('reloads when its place was pruned while it was reading on, and drops what it was reading', async () => {
    const feed = await startTestFeed({ log: log(1, 1), latencyMs: 80 });
    feed.hello('current', ulid(1));
    feed.setLog(log(1, 4));
    feed.behind();
    await vi.advanceTimersByTimeAsync(20);
    feed.setLog(log(5, 7));
    feed.hello('reset', ulid(7));
    feed.send(reflected(8, 't8'));
    await vi.advanceTimersByTimeAsync(200);
    expect([feed.status(), feed.applied()]).toEqual(['live', ids(5, 8)]);
  });

  it('reloads when its place in the log was pruned while it was connected', async () => {
    const feed = await startTestFeed({ log: log(1, 3) });
    feed.hello('current', ulid(3));
    feed.setLog(log(7, 9));
    feed.hello('reset', ulid(9));
    await vi.advanceTimersByTimeAsync(0);
    expect([feed.status(), feed.applied()]).toEqual(['live', ids(7, 9)]);
  });
});
