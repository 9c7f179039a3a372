import { vi } from 'vitest';
import { KEEP_ALIVE, type Resume, type StoredEvent } from '../../../contracts/feed.ts';
import type { Failure } from '../failure.ts';
import { applyEvents, EMPTY_FEED } from './reducer.ts';
import { createFeedConnection, type FeedStatus, type SocketListener } from './socket.ts';

interface TestFeedOptions {
  log: StoredEvent[];
  page?: number;
  failWith?: Failure;
  session?: 'alive' | 'ended';
  /** How long the log takes to answer, once the history is read. */
  latencyMs?: number;
}

/** A feed against a log and sockets of the test's own; started, with its history read. */
export async function startTestFeed(options: TestFeedOptions) {
  let { log, failWith } = options;
  const page = options.page ?? 1_000;
  const latencyMs = options.latencyMs ?? 0;
  let state = EMPTY_FEED;
  let status: FeedStatus = 'stopped';
  let problem: Failure | null = null;
  let ended = false;
  let listener: SocketListener | undefined;
  const opened: (string | null)[] = [];
  const requests: (string | null)[] = [];
  const acks: string[] = [];
  let pings = 0;

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
    async fetchEvents(since) {
      requests.push(since);
      if (failWith !== undefined) return { ok: false, problem: failWith };
      if (opened.length > 0 && latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs));
      const at = log.findIndex((event) => event.eventId === since);
      const reset = since !== null && at === -1;
      const from = at + 1;
      const events = log.slice(from, from + page);
      return { ok: true, value: { events, more: from + page < log.length, reset } };
    },
    apply(events, replace) {
      state = applyEvents(replace ? EMPTY_FEED : state, events);
    },
    cursor: () => state.cursor,
    probeSession: async () => options.session ?? 'alive',
    endSession: () => {
      ended = true;
    },
    online: () => true,
    random: () => 1,
    report(next, why) {
      status = next;
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
    status: () => status,
    problem: () => problem,
    ended: () => ended,
    /** Ids of the reflections held, oldest first. */
    applied: () => state.reflections.map((event) => event.eventId).toReversed(),
    setLog: (next: StoredEvent[]) => {
      log = next;
    },
    heal: () => {
      failWith = undefined;
    },
    hello: (resume: Resume, head: string | null) => frame({ type: 'feed.hello', payload: { resume, head } }),
    behind: () => frame({ type: 'feed.behind', payload: { synced: false, since: state.cursor } }),
    send: (event: StoredEvent) => frame(event),
    close: (code: number) => listener?.closed(code),
  };
}
