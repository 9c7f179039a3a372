import { DurableObject } from 'cloudflare:workers';
import { CLOSE, ClientFrameSchema, EVENT_LIFE_MS } from '../contracts/feed.ts';
import { Connections, sendControl } from './connections.ts';
import { EventLog, type FeedEntry, toFrame } from './event-log.ts';
import { FEED_HEADERS } from './handshake.ts';
import { pageAfter, pageBefore } from './log-page.ts';
import { migrate } from './migrations.ts';
import { nextAlarm, SOCKET_LIFE_MS } from './next-alarm.ts';
import { chooseResume } from './resume.ts';

/** Characters of text: what the contract allows is ASCII. */
const MAX_FRAME_LENGTH = 32 * 1024;
/** Some 60 MB. A reader of what went before is told to reset. */
const MOST_EVENTS = 100_000;

/**
 * One user's feed: the ordered log of events and the sockets that read it. It holds no database connection and always hibernates:
 * what must survive is in SQLite (the log) or in the sockets' attachments (how far each has read).
 */
export class UserFeed extends DurableObject<Env> {
  readonly #log: EventLog;
  readonly #connections: Connections;
  /** Whether this instance has seen to it that old events will be let go of. */
  #isPlanned = false;
  /** Of this instance's life: a handshake is not on its way for longer. */
  readonly #endedSessions = new Set<string>();
  #isErased: boolean;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.storage.transactionSync(() => migrate(ctx.storage.sql));
    this.#isErased = ctx.storage.sql.exec('select at from erased').toArray().length > 0;
    this.#log = new EventLog(ctx.storage.sql);
    this.#connections = new Connections(ctx, this.#log);
  }

  /** Persisted before it is sent; an event that is there already changes nothing. */
  async append(entries: FeedEntry[]): Promise<void> {
    if (this.#isErased) return;
    const fresh = this.ctx.storage.transactionSync(() => {
      const added = this.#log.append(entries);
      if (added.length > 0) this.#prune();
      return added;
    });
    this.#connections.broadcast(fresh);
    if (!this.#isPlanned) await this.#plan();
  }

  /** Log-out and revocation: the sockets of these sessions end at once, and a handshake that was on its way comes too late. */
  closeSessions(sessionIds: string[]): void {
    for (const id of sessionIds) this.#endedSessions.add(id);
    this.#connections.closeWhere(({ sessionId }) => sessionIds.includes(sessionId));
  }

  /**
   * The account is deleted: every socket ends, and all that is left is the word that it was. Without it a relay that still held events of before
   * would begin a new log.
   */
  async erase(): Promise<void> {
    this.#isErased = true;
    this.#connections.closeWhere(() => true);
    const { storage } = this.ctx;
    await storage.deleteAlarm();
    await storage.deleteAll();
    storage.transactionSync(() => {
      migrate(storage.sql);
      storage.sql.exec('insert into erased (at) values (?)', new Date().toISOString());
    });
  }

  /** From the Worker only, which has checked who is asking: a page of the log, or a WebSocket's handshake. */
  override async fetch(request: Request): Promise<Response> {
    const { searchParams } = new URL(request.url);
    return request.headers.has('upgrade')
      ? this.#connect(searchParams, request.headers.get(FEED_HEADERS.sessionId))
      : this.#page(searchParams);
  }

  /** A page of the log, as EventsResponseSchema has it. It is text all the way to the reader, since nobody on it looks inside. */
  #page(query: URLSearchParams): Response {
    const [before, limit] = [query.get('before'), Number(query.get('limit'))];
    const { entries, more, reset } =
      before === null
        ? pageAfter(this.#log, query.get('since'), limit)
        : pageBefore(this.#log, before, limit);
    const events = entries.map(toFrame).join(',');
    return new Response(`{"events":[${events}],"more":${more}${reset ? ',"reset":true' : ''}}`, {
      headers: { 'content-type': 'application/json' },
    });
  }

  async #connect(query: URLSearchParams, sessionId: string | null): Promise<Response> {
    const tab = query.get('tab') ?? '';
    if (!sessionId) return new Response(null, { status: 400 });
    if (this.#isErased || this.#endedSessions.has(sessionId)) return new Response(null, { status: 401 });
    if (!this.#connections.makeRoomFor(tab, Date.now())) return new Response(null, { status: 429 });

    const { 0: client, 1: server } = new WebSocketPair();
    const cursor = query.get('lastEventId');
    const choice = chooseResume(
      { given: cursor !== null, seq: cursor === null ? undefined : this.#log.seqOf(cursor) },
      this.#log.lastSeq(),
    );
    this.#connections.accept(server, { tab, sessionId, openedAt: Date.now() }, choice.fromSeq);
    const head = this.#log.head()?.id ?? null;
    sendControl(server, { type: 'feed.hello', payload: { resume: choice.resume, head } });
    this.#connections.catchUp(server);
    // The next socket or event plans again: an alarm that could not be set is no reason to refuse this one.
    await this.#plan().catch((error: unknown) => console.error('The feed could not plan its alarm.', error));
    return new Response(null, { status: 101, webSocket: client });
  }

  override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
    if (!this.#connections.hear(socket, Date.now())) return;
    const size = typeof message === 'string' ? message.length : message.byteLength;
    if (size > MAX_FRAME_LENGTH) {
      socket.close(CLOSE.frameTooBig, 'A frame has at most 32 KB.');
      return;
    }
    const frame = ClientFrameSchema.safeParse(parseJson(message));
    if (frame.success) this.#connections.acknowledge(socket, frame.data.payload.eventId);
    else this.#connections.refuse(socket, 'This frame is not one that the feed knows.');
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    // 1005 and 1006 are what the runtime reports for 'no code' and 'gone'; they may not be sent.
    socket.close(code === 1005 || code === 1006 ? 1000 : code);
  }

  override async alarm(): Promise<void> {
    const before = Date.now() - SOCKET_LIFE_MS;
    this.#connections.closeWhere(({ openedAt }) => openedAt <= before);
    this.#prune();
    await this.#plan();
  }

  #prune(): void {
    this.#log.prune({ before: new Date(Date.now() - EVENT_LIFE_MS).toISOString(), most: MOST_EVENTS });
  }

  /** An alarm that is set for earlier stays: it plans the next one. */
  async #plan(): Promise<void> {
    const ages = { oldestSocketAt: this.#connections.oldestOpenedAt(), oldestEventAt: this.#log.oldestAt() };
    const at = nextAlarm(ages, Date.now());
    this.#isPlanned = ages.oldestEventAt !== null;
    const planned = await this.ctx.storage.getAlarm();
    if (at === null || (planned !== null && planned <= at)) return;
    // Nobody waits for it to be on disk: if it is lost, so are the sockets, and the next of them or the next event plans it again.
    await this.ctx.storage.setAlarm(at, { allowUnconfirmed: true });
  }
}

function parseJson(message: string | ArrayBuffer): unknown {
  if (typeof message !== 'string') return undefined;
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}
