import { DurableObject } from 'cloudflare:workers';
import { CLOSE, ClientFrameSchema } from '../contracts/feed.ts';
import { Connections, sendControl } from './connections.ts';
import { EventLog, type FeedEntry } from './event-log.ts';
import { FEED_HEADERS } from './handshake.ts';
import { migrate } from './migrations.ts';
import { chooseResume } from './resume.ts';

const SOCKET_LIFE_MS = 24 * 3600 * 1000;
/** Characters of text: what the contract allows is ASCII. */
const MAX_FRAME_LENGTH = 32 * 1024;

export interface EventsPage {
  entries: FeedEntry[];
  more: boolean;
  reset: boolean;
}

/**
 * One user's feed: the ordered log of events and the sockets that read it. It holds no database connection and always hibernates:
 * what must survive is in SQLite (the log) or in the sockets' attachments (how far each has read).
 */
export class UserFeed extends DurableObject<Env> {
  readonly #log: EventLog;
  readonly #connections: Connections;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.storage.transactionSync(() => migrate(ctx.storage.sql));
    this.#log = new EventLog(ctx.storage.sql);
    this.#connections = new Connections(ctx, this.#log);
  }

  /** Persisted before it is sent; an event that is there already changes nothing. */
  append(entries: FeedEntry[]): void {
    const fresh = this.ctx.storage.transactionSync(() => this.#log.append(entries));
    this.#connections.broadcast(fresh);
  }

  /** A page of the log after `since`. An unknown `since` gets the log from its beginning, marked as reset. */
  eventsAfter(since: string | null, limit: number): EventsPage {
    const seq = since === null ? 0 : this.#log.seqOf(since);
    const found = this.#log.after(seq ?? 0, limit + 1);
    return {
      entries: found.slice(0, limit),
      more: found.length > limit,
      reset: seq === undefined,
    };
  }

  /** Log-out and revocation: the sockets of that session end at once. */
  closeSession(sessionId: string): void {
    this.#connections.closeWhere((socket) => socket.sessionId === sessionId);
  }

  /** The WebSocket handshake, from the Worker only: it has checked who is asking. */
  override async fetch(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const tab = url.searchParams.get('tab') ?? '';
    const sessionId = request.headers.get(FEED_HEADERS.sessionId);
    if (!sessionId) return new Response(null, { status: 400 });
    if (!this.#connections.hasRoomFor(tab)) return new Response(null, { status: 429 });

    const { 0: client, 1: server } = new WebSocketPair();
    const cursor = url.searchParams.get('lastEventId');
    const head = this.#log.head();
    const choice = chooseResume(
      { given: cursor !== null, seq: cursor === null ? undefined : this.#log.seqOf(cursor) },
      head,
    );
    this.#connections.accept(server, { tab, sessionId, openedAt: Date.now() }, choice.fromSeq);
    sendControl(server, { type: 'feed.hello', payload: { resume: choice.resume, head: head?.id ?? null } });
    this.#connections.catchUp(server);
    await this.#planClosing();
    return new Response(null, { status: 101, webSocket: client });
  }

  override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
    const size = typeof message === 'string' ? message.length : message.byteLength;
    if (size > MAX_FRAME_LENGTH) {
      socket.close(CLOSE.frameTooBig, 'A frame has at most 32 KB.');
      return;
    }
    const frame = ClientFrameSchema.safeParse(parseJson(message));
    const seq = frame.success ? this.#log.seqOf(frame.data.payload.eventId) : undefined;
    if (seq === undefined) this.#connections.refuse(socket, 'This frame is not one that the feed knows.');
    else this.#connections.acknowledge(socket, seq);
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    // 1005 and 1006 are what the runtime reports for 'no code' and 'gone'; they may not be sent.
    socket.close(code === 1005 || code === 1006 ? 1000 : code);
  }

  override async alarm(): Promise<void> {
    const before = Date.now() - SOCKET_LIFE_MS;
    this.#connections.closeWhere(({ openedAt }) => openedAt <= before);
    await this.#planClosing();
  }

  async #planClosing(): Promise<void> {
    const oldest = this.#connections.oldestOpenedAt();
    if (oldest !== null) await this.ctx.storage.setAlarm(oldest + SOCKET_LIFE_MS);
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
