import { type ControlFrame, KEEP_ALIVE, type StoredEvent } from '../../../contracts/feed.ts';
import type { Failure } from '../failure.ts';
import { createAcks } from './acks.ts';
import { afterClose, REFUSED_AFTER, retryDelayMs } from './backoff.ts';
import { type CatchUp, catchUp, type EventsPage } from './catch-up.ts';
import { readFrame, writeFrame } from './frames.ts';
import { createHistory, type HistoryDeps } from './history.ts';
import { createKeepAlive } from './keep-alive.ts';
import { afterHello } from './resume.ts';

export type FeedStatus =
  | 'loading'
  | 'live'
  | 'catching-up'
  | 'reconnecting'
  | 'offline'
  | 'replaced'
  /** No socket is taken: the log is read over HTTP at each attempt. */
  | 'refused'
  | 'failing'
  | 'stopped';

/** Frames that came together are applied together … */
const FLUSH_INTERVAL_MS = 50;
/** … but never so many that the acks run late. */
const FLUSH_FRAMES = 50;
const HELLO_TIMEOUT_MS = 10_000;
const ABNORMAL_CLOSE = 1006;

export interface SocketListener {
  message(data: unknown): void;
  closed(code: number): void;
}

export interface FeedSocket {
  /** Does nothing on a socket that is not open. */
  send(text: string): void;
  close(): void;
}

export interface FeedDeps extends Omit<CatchUp, 'wanted'>, HistoryDeps {
  /** Shows the newest page of the log in place of what is held. */
  beginWith(page: EventsPage): void;
  openSocket(lastEventId: string | null, listener: SocketListener): FeedSocket;
  /** The last event applied; null before any. */
  cursor(): string | null;
  probeSession(): Promise<'alive' | 'ended' | 'unknown'>;
  endSession(): void;
  online(): boolean;
  report(status: FeedStatus, problem: Failure | null): void;
}

export interface FeedConnection {
  start(): void;
  stop(): void;
  /** Now, whatever the backoff says: the trader asked, or the network is back. */
  reconnect(): void;
  networkLost(): void;
  /** After a sleep a socket can be dead without a word: ask the log whether something was missed. */
  verify(): Promise<void>;
}

/**
 * Keeps one socket to the feed and never leaves a silent gap: the newest page of the log first, then the socket from there on, and what is
 * older beneath it; what a socket could not deliver is read over HTTP, and frames that come meanwhile wait for it.
 */
export function createFeedConnection(deps: FeedDeps): FeedConnection {
  let socket: FeedSocket | null = null;
  let status: FeedStatus = 'stopped';
  let problem: Failure | null = null;
  let failures = 0;
  let greeted = false;
  let replayUntil: string | null = null;
  /** Frames that wait to be applied; held back while the log is read over HTTP. */
  let waiting: StoredEvent[] = [];
  let reading = false;
  let turn = 0;
  let flushTimer: ReturnType<typeof setTimeout> | undefined;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let helloTimer: ReturnType<typeof setTimeout> | undefined;

  const acks = createAcks(() => {
    const eventId = deps.cursor();
    if (eventId !== null) socket?.send(writeFrame({ type: 'feed.ack', payload: { eventId } }));
  });

  const history = createHistory(deps);

  const keepAlive = createKeepAlive({
    ping: () => socket?.send(KEEP_ALIVE.ping),
    lost: () => closed(ABNORMAL_CLOSE),
  });

  function report(next: FeedStatus, why: Failure | null = null): void {
    status = next;
    problem = why;
    deps.report(next, why);
    if (next === 'live' || next === 'refused') history.goOn();
  }

  /** Drops the socket and whatever is under way, without reporting. */
  function drop(): void {
    turn += 1;
    reading = false;
    waiting = [];
    replayUntil = null;
    greeted = false;
    acks.drop();
    keepAlive.stop();
    for (const timer of [flushTimer, retryTimer, helloTimer]) clearTimeout(timer);
    flushTimer = undefined;
    const closing = socket;
    socket = null;
    closing?.close();
  }

  function begin(): void {
    if (!deps.online()) report('offline');
    else if (deps.cursor() === null) void open();
    else connect();
  }

  async function open(): Promise<void> {
    // What is wrong stands until an answer came: whoever is told of it would see it go and come with each attempt.
    const told = status === 'refused';
    if (!told) report('loading', problem);
    if (!(await readNewest())) return;
    if (!told) report('loading');
    connect();
  }

  function connect(): void {
    const told = status === 'loading' || status === 'refused';
    if (!told) report(failures === 0 ? 'catching-up' : 'reconnecting');
    const mine: FeedSocket = deps.openSocket(deps.cursor(), {
      message: (data) => socket === mine && receive(data),
      closed: (code) => socket === mine && closed(code),
    });
    socket = mine;
    helloTimer = setTimeout(() => {
      // A dead peer answers no closing handshake either: do not wait for its close event.
      if (socket === mine) closed(ABNORMAL_CLOSE);
    }, HELLO_TIMEOUT_MS);
  }

  function receive(data: unknown): void {
    keepAlive.heard();
    const received = readFrame(data);
    if (received.kind === 'event') take(received.event);
    if (received.kind === 'control') obey(received.frame);
  }

  function obey(frame: ControlFrame): void {
    if (frame.type === 'feed.error') console.warn('feed', frame.payload.code, frame.payload.message);
    if (frame.type === 'feed.behind') catchUpFrom(deps.cursor() ?? frame.payload.since);
    if (frame.type !== 'feed.hello') return;
    clearTimeout(helloTimer);
    keepAlive.start();
    greeted = true;
    failures = 0;
    const next = afterHello(frame.payload, deps.cursor());
    if (next.go === 'live') report('live');
    else if (next.go === 'reload') reload();
    else if (next.go === 'catch-up') catchUpFrom(deps.cursor());
    else {
      replayUntil = next.head;
      report('catching-up');
    }
  }

  function take(event: StoredEvent): void {
    waiting.push(event);
    if (waiting.length >= FLUSH_FRAMES) flush();
    else flushTimer ??= setTimeout(flush, FLUSH_INTERVAL_MS);
  }

  function flush(): void {
    clearTimeout(flushTimer);
    flushTimer = undefined;
    if (reading || waiting.length === 0) return;
    const events = waiting;
    waiting = [];
    deps.apply(events);
    acks.note(events.length);
    if (replayUntil === null || !events.some((event) => event.eventId === replayUntil)) return;
    replayUntil = null;
    report('live');
  }

  /** Reads the log over HTTP while the socket stays open; its frames are applied afterwards. */
  async function readOn(read: () => Promise<boolean>): Promise<void> {
    if (reading) return;
    flush();
    report('catching-up');
    if (!(await read())) return;
    replayUntil = null;
    flush();
    acks.note(FLUSH_FRAMES);
    report('live');
  }

  function catchUpFrom(since: string | null): void {
    void readOn(() => readLog(since));
  }

  /** What is being read from the old place does not count any more: between its answer and the head there may be a gap. */
  function reload(): void {
    turn += 1;
    reading = false;
    waiting = [];
    void readOn(readNewest);
  }

  /** True once the head is reached, be it by starting over. */
  async function readLog(since: string | null): Promise<boolean> {
    const mine = turn;
    reading = true;
    const read = await catchUp({ ...deps, wanted: () => mine === turn }, since);
    if (read.outcome === 'unwanted') return false;
    reading = false;
    if (read.outcome === 'lost') return readNewest();
    return read.outcome === 'caught-up' || giveUp(read.problem);
  }

  /** True once the newest page is shown in place of what was held. */
  async function readNewest(): Promise<boolean> {
    const mine = turn;
    reading = true;
    history.stop();
    // What came before this page was asked for is in it, or older.
    waiting = [];
    const answer = await deps.fetchBefore(null);
    if (mine !== turn) return false;
    reading = false;
    if (!answer.ok) return giveUp(answer.problem);
    deps.beginWith(answer.value);
    return true;
  }

  /** Drops the socket: the next attempt resumes from the cursor. */
  function giveUp(problem: Failure): false {
    drop();
    if (problem.code !== 'unauthenticated') retryLater('failing', problem);
    return false;
  }

  function closed(code: number): void {
    const next = afterClose({ code, greeted, failures, online: deps.online() });
    drop();
    if (next === 'sign-in') leave();
    else if (next === 'stay-quiet') report('replaced');
    else if (next === 'wait-for-network') report('offline');
    else if (next === 'probe-session') void probe();
    else retryLater('reconnecting', null);
  }

  async function probe(): Promise<void> {
    const mine = turn;
    if (status !== 'refused') report('reconnecting');
    const found = await deps.probeSession();
    if (mine !== turn) return;
    if (found === 'ended') leave();
    else if (found === 'unknown' || failures < REFUSED_AFTER) retryLater('reconnecting', null);
    else if (await readLog(deps.cursor())) retryLater('refused', null);
  }

  function leave(): void {
    history.stop();
    report('stopped');
    deps.endSession();
  }

  function retryLater(as: 'reconnecting' | 'refused' | 'failing', problem: Failure | null): void {
    report(as, problem);
    retryTimer = setTimeout(begin, retryDelayMs(failures, deps.random()));
    failures += 1;
  }

  return {
    start: begin,
    stop() {
      drop();
      history.stop();
      report('stopped');
    },
    reconnect() {
      drop();
      failures = 0;
      begin();
    },
    networkLost() {
      if (status === 'replaced' || status === 'stopped') return;
      drop();
      report('offline');
    },
    async verify() {
      if (status !== 'live') return;
      const mine = turn;
      const answer = await deps.fetchAfter(deps.cursor());
      if (mine !== turn || !answer.ok || answer.value.events.length === 0) return;
      drop();
      begin();
    },
  };
}
