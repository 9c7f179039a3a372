import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import WebSocket from 'ws';
import {
  type ControlFrame,
  EventsResponseSchema,
  ServerFrameSchema,
  type StoredEvent,
} from '../../contracts/feed.ts';
import { parse, type TwinClient } from '../../dev/client.ts';

const ACK_FRAMES = 50;
const ACK_INTERVAL_MS = 250;
const RECONNECT_MS = 150;
const PAGE = 1_000;
/** Socket codes after which the app does not come back by itself. */
const FINAL_CODES = new Set([1008, 1009, 4401, 4409]);

export interface RecordedClose {
  at: number;
  code: number;
}

/**
 * Reads one user's feed as the app does (acknowledgements in batches, resume by the last event, the log over HTTP where it is told to)
 * and keeps everything that it saw. What it applied, and in which order, is the oracle for what was sent.
 */
export class Recorder {
  /** Events as the app would show them: each once, in the order of their arrival. */
  applied: StoredEvent[] = [];
  /** Every frame of an event with its connection, doubles and all. */
  readonly frames: { connection: number; eventId: string; at: number }[] = [];
  readonly control: { connection: number; frame: ControlFrame }[] = [];
  readonly closes: RecordedClose[] = [];
  /** Frames that are none of the contract. */
  readonly unreadable: string[] = [];
  /** How many frames had come when it was first told to be behind. */
  framesUntilBehind: number | null = null;
  /** Handshakes that were granted. */
  connections = 0;
  readonly #client: TwinClient;
  readonly #tab = randomUUID();
  #seen = new Set<string>();
  #socket: WebSocket | null = null;
  #waiting: StoredEvent[] = [];
  #reading = false;
  #unacknowledged = 0;
  #ackTimer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(client: TwinClient) {
    this.#client = client;
  }

  /** Reads the history, then opens the socket; resolves when it is open. */
  async start(): Promise<void> {
    await this.#readLog(null);
    await this.#connect();
  }

  get isOpen(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  /** Sends a frame as it stands, good or bad. */
  send(text: string): void {
    if (this.isOpen) this.#socket?.send(text);
  }

  /** Stops reading from the TCP connection: the kernel's buffers fill, and no acknowledgement is sent. */
  pause(): void {
    this.#socket?.pause();
  }

  resume(): void {
    this.#socket?.resume();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#ackTimer);
    this.#socket?.terminate();
  }

  /** Waits until so many events are applied; false after the time. */
  async until(condition: () => boolean, timeoutMs: number): Promise<boolean> {
    const deadline = Date.now() + timeoutMs;
    while (!condition()) {
      if (Date.now() > deadline) return false;
      await sleep(20);
    }
    return true;
  }

  get #cursor(): string | null {
    return this.applied.at(-1)?.eventId ?? null;
  }

  async #connect(): Promise<void> {
    const query = new URLSearchParams({ tab: this.#tab });
    if (this.#cursor !== null) query.set('lastEventId', this.#cursor);
    const { origin, cookieHeader } = this.#client;
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/ws/coach?${query}`, {
      headers: { cookie: cookieHeader, origin },
    });
    this.#socket = socket;
    // Nothing is received before the handshake has been answered.
    socket.once('open', () => {
      this.connections += 1;
      const connection = this.connections;
      socket.on('message', (data) => this.#receive(connection, String(data)));
    });
    // A refused handshake is followed by a close like any other end.
    socket.on('error', () => {});
    const opened = new Promise<void>((resolve) => {
      socket.once('open', resolve);
      socket.once('close', (code) => {
        this.#closed(socket, code);
        resolve();
      });
    });
    await opened;
  }

  #closed(socket: WebSocket, code: number): void {
    this.closes.push({ at: Date.now(), code });
    if (this.#socket !== socket) return;
    this.#socket = null;
    this.#unacknowledged = 0;
    this.#waiting = [];
    if (!this.#stopped && !FINAL_CODES.has(code)) void this.#comeBack();
  }

  async #comeBack(): Promise<void> {
    await sleep(RECONNECT_MS);
    if (this.#stopped) return;
    if (this.#cursor !== null || (await this.#readLog(null))) return this.#connect();
    return this.#comeBack();
  }

  #receive(connection: number, text: string): void {
    const parsed = ServerFrameSchema.safeParse(parseJson(text));
    if (!parsed.success) {
      this.unreadable.push(text.slice(0, 200));
      return;
    }
    const frame = parsed.data;
    if ('eventId' in frame) {
      this.frames.push({ connection, eventId: frame.eventId, at: Date.now() });
      if (this.#reading) this.#waiting.push(frame);
      else this.#apply([frame]);
      this.#noteFrame();
      return;
    }
    this.control.push({ connection, frame });
    if (frame.type === 'feed.behind') this.framesUntilBehind ??= this.frames.length;
    if (frame.type === 'feed.behind') void this.#readLog(this.#cursor);
    if (frame.type !== 'feed.hello') return;
    if (frame.payload.resume === 'reset') void this.#readLog(null);
    else if (this.#cursor === null && frame.payload.head !== null) void this.#readLog(null);
  }

  #apply(events: readonly StoredEvent[]): void {
    for (const event of events) {
      if (this.#seen.has(event.eventId)) continue;
      this.#seen.add(event.eventId);
      this.applied.push(event);
    }
  }

  /** Pages the log over HTTP while frames wait; null starts over in place of what is held. false: it could not be read. */
  async #readLog(since: string | null): Promise<boolean> {
    if (this.#reading) return true;
    this.#reading = true;
    const socket = this.#socket;
    try {
      let from = since;
      let startOver = since === null;
      for (;;) {
        const page = await readEvents(this.#client, from);
        if (startOver || page.reset) {
          this.applied = [];
          this.#seen = new Set();
        }
        startOver = false;
        this.#apply(page.events);
        from = page.events.at(-1)?.eventId ?? from;
        if (!page.more) break;
      }
      return true;
    } catch {
      // As the app: the next connection resumes from what is held.
      socket?.terminate();
      return false;
    } finally {
      this.#reading = false;
      this.#apply(this.#waiting.splice(0));
      this.#acknowledge();
    }
  }

  #noteFrame(): void {
    this.#unacknowledged += 1;
    if (this.#unacknowledged >= ACK_FRAMES) this.#acknowledge();
    else this.#ackTimer ??= setTimeout(() => this.#acknowledge(), ACK_INTERVAL_MS);
  }

  #acknowledge(): void {
    clearTimeout(this.#ackTimer);
    this.#ackTimer = undefined;
    if (this.#reading || this.#cursor === null) return;
    this.#unacknowledged = 0;
    this.send(JSON.stringify({ type: 'feed.ack', payload: { eventId: this.#cursor } }));
  }
}

/** One page of the feed's log over HTTP. */
export async function readEvents(client: TwinClient, since: string | null, limit = PAGE) {
  const query = new URLSearchParams({ limit: String(limit), ...(since !== null && { since }) });
  return parse(await client.get(`/api/events?${query}`), EventsResponseSchema);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
