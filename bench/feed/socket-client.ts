import WebSocket from 'ws';
import { z } from 'zod';
import type { FeedUser } from './control.ts';
import type { FeedClient } from './feed-client.ts';
import { Holdings } from './holdings.ts';
import { request } from './http.ts';

/** As the app acknowledges: web/src/feed/acks.ts. */
const ACK_FRAMES = 50;
const ACK_INTERVAL_MS = 250;
const PAGE = 1_000;

/**
 * Of an event only the id is read, and out of the text: what a client makes of the rest is its own time, and it shares two cores with the
 * systems that are measured.
 */
const EVENT_ID = /"eventId" ?: ?"([^"]+)"/;
const EVENT_IDS = new RegExp(EVENT_ID, 'g');
const MORE = /"more":true/;

const ControlSchema = z.object({ type: z.enum(['feed.hello', 'feed.behind']) });

/**
 * Speaks the product's feed as the app does (web/src/feed/socket.ts): resumes after its last event, acknowledges, and reads the log over
 * HTTP where the server says that the socket is behind. The ws peer speaks the same and never says so.
 */
export class SocketClient implements FeedClient {
  readonly holdings = new Holdings();
  readonly #origin: string;
  readonly #user: FeedUser;
  readonly #tab: string;
  #socket: WebSocket | undefined;
  #reading = false;
  #waiting: string[] = [];
  #unacknowledged = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(origin: string, user: FeedUser, tab: string) {
    this.#origin = origin;
    this.#user = user;
    this.#tab = tab;
  }

  connect(): void {
    const url = new URL('/ws/coach', this.#origin.replace('http', 'ws'));
    url.searchParams.set('tab', this.#tab);
    if (this.holdings.last !== null) url.searchParams.set('lastEventId', this.holdings.last);
    this.holdings.connecting();
    const socket = new WebSocket(url, {
      headers: { cookie: this.#user.cookie, origin: this.#origin },
      perMessageDeflate: false,
    });
    this.#socket = socket;
    socket.on('message', (data) => this.#receive(String(data)));
    socket.on('error', (error) => {
      throw error;
    });
  }

  async drop(): Promise<void> {
    const socket = this.#socket;
    this.#acknowledged();
    if (!socket || socket.readyState === WebSocket.CLOSED) return;
    await new Promise((resolve) => {
      socket.once('close', resolve);
      socket.terminate();
    });
  }

  #receive(text: string): void {
    const id = EVENT_ID.exec(text)?.[1];
    if (id !== undefined) this.#take(id);
    else if (ControlSchema.parse(JSON.parse(text)).type === 'feed.hello') this.holdings.greeted();
    else void this.#readOn();
  }

  #take(id: string): void {
    if (this.#reading) {
      this.#waiting.push(id);
      return;
    }
    this.holdings.take(id);
    this.#unacknowledged += 1;
    if (this.#unacknowledged >= ACK_FRAMES) this.#acknowledge();
    else this.#timer ??= setTimeout(() => this.#acknowledge(), ACK_INTERVAL_MS);
  }

  /** Reads the log up to its head; frames that come meanwhile wait for it. */
  async #readOn(): Promise<void> {
    if (this.#reading) return;
    this.#reading = true;
    this.#acknowledged();
    for (let more = true; more; ) {
      const path = `/api/events?limit=${PAGE}&since=${this.holdings.last ?? ''}`;
      const answer = await request('GET', this.#origin + path, { headers: { cookie: this.#user.cookie } });
      for (const [, id] of answer.matchAll(EVENT_IDS)) if (id !== undefined) this.holdings.take(id);
      // Behind the events; nothing in them is called so.
      more = MORE.test(answer);
    }
    this.#reading = false;
    for (const id of this.#waiting.splice(0)) this.holdings.take(id);
    this.#acknowledge();
  }

  #acknowledge(): void {
    this.#acknowledged();
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    this.#socket.send(JSON.stringify({ type: 'feed.ack', payload: { eventId: this.holdings.last } }));
  }

  /** Nothing is left to acknowledge, or to whom. */
  #acknowledged(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#unacknowledged = 0;
  }
}
