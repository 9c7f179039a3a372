import { vi } from 'vitest';
import { KEEP_ALIVE, type Resume, type StoredEvent } from '../../../contracts/feed.ts';
import type { Answer, Failure } from '../failure.ts';
import type { EventsPage } from './catch-up.ts';
import { applyOlder, beginWith, readOnBefore } from './older.ts';
import { applyEvents, EMPTY_FEED } from './reducer.ts';
import { createFeedConnection, type FeedStatus, type SocketListener } from './socket.ts';

interface TestFeedOptions {
  log: StoredEvent[];
  page?: number;
  failWith?: Failure;
  session?: 'alive' | 'ended';
  /** How long the log takes to answer, once the first page is read. */
  latencyMs?: number;
}

/** A feed against a log and sockets of the test's own; started, with its newest page read. */
export async function startTestFeed(options: TestFeedOptions) {
  let { log, failWith } = options;
  const page = options.page ?? 1_000;
  let latencyMs = options.latencyMs ?? 0;
  let state = EMPTY_FEED;
  const told: FeedStatus[] = [];
  let problem: Failure | null = null;
  let ended = false;
  let listener: SocketListener | undefined;
  const opened: (string | null)[] = [];
  /** What was asked of the log: '>' an event, or '<' one; without an event the log's beginning, or its end. */
  const requests: string[] = [];
  const acks: string[] = [];
  let pings = 0;

  async function answerWith(asked: string, read: () => EventsPage): Promise<Answer<EventsPage>> {
    requests.push(asked);
    if (failWith !== undefined) return { ok: false, problem: failWith };
    // What is on its way tells of the log as it was.
    const value = read();
    if (opened.length > 0 && latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs));
    return { ok: true, value };
  }

  const connection = createFeedConnection({
    openSocket(lastEventId, its) {
      opened.push(lastEventId);
      listener = its;
      return {
        send(text) {
          if (text === KEEP_ALIVE.ping) pings += 1;
          else acks.push(JSON.parse(text).payload.eventId);
        },
        close() {},
      };
    },
    fetchAfter: (since) =>
      answerWith(`>${since ?? ''}`, () => {
        const at = log.findIndex((event) => event.eventId === since);
        const from = at + 1;
        const reset = since !== null && at === -1;
        return { events: log.slice(from, from + page), more: from + page < log.length, reset };
      }),
    fetchBefore: (before) =>
      answerWith(`<${before ?? ''}`, () => {
        const at = before === null ? log.length : log.findIndex((event) => event.eventId === before);
        if (at === -1) return { events: [], more: false, reset: true };
        const from = Math.max(0, at - page);
        return { events: log.slice(from, at), more: from > 0 };
      }),
    apply(events) {
      state = applyEvents(state, events);
    },
    applyOlder(older) {
      state = applyOlder(state, older);
    },
    beginWith(newest) {
      state = beginWith(newest);
    },
    readOnBefore: () => readOnBefore(state),
    cursor: () => state.cursor,
    probeSession: async () => options.session ?? 'alive',
    endSession: () => {
      ended = true;
    },
    online: () => true,
    random: () => 1,
    report(next, why) {
      told.push(next);
      problem = why;
    },
  });
  connection.start();
  await vi.advanceTimersByTimeAsync(0);

  const frame = (data: unknown) => listener?.message(JSON.stringify(data));
  return {
    connection,
    opened,
    requests,
    acks,
    pings: () => pings,
    pong: () => listener?.message(KEEP_ALIVE.pong),
    /** Every status that was reported. */
    told,
    status: () => told.at(-1),
    problem: () => problem,
    ended: () => ended,
    cursor: () => state.cursor,
    /** Ids of the reflections held, oldest first. */
    applied: () => state.reflections.map((event) => event.eventId).toReversed(),
    setLog: (next: StoredEvent[]) => {
      log = next;
    },
    /** From now on the log takes this long to answer. */
    delay: (ms: number) => {
      latencyMs = ms;
    },
    fail: (problem: Failure) => {
      failWith = problem;
    },
    heal: () => {
      failWith = undefined;
    },
    whole: () => state.whole,
    hello: (resume: Resume, head: string | null) => frame({ type: 'feed.hello', payload: { resume, head } }),
    behind: () => frame({ type: 'feed.behind', payload: { synced: false, since: state.cursor } }),
    send: (event: StoredEvent) => frame(event),
    close: (code: number) => listener?.closed(code),
  };
}
