import { io, type Socket } from 'socket.io-client';
import type { FeedUser } from './control.ts';
import type { FeedClient } from './feed-client.ts';
import { Holdings } from './holdings.ts';

/** A tab on socket.io: the library itself remembers where it was and asks for what it missed. */
export class SocketIoClient implements FeedClient {
  readonly holdings = new Holdings();
  readonly #socket: Socket;

  constructor(origin: string, user: FeedUser) {
    this.#socket = io(origin, {
      autoConnect: false,
      reconnection: false,
      forceNew: true,
      transports: ['websocket'],
      extraHeaders: { cookie: user.cookie },
    });
    this.#socket.on('hello', () => this.holdings.greeted());
    this.#socket.on('event', ({ eventId }: { eventId: string }) => this.holdings.take(eventId));
    this.#socket.on('connect_error', (error) => {
      throw error;
    });
  }

  connect(): void {
    this.holdings.connecting();
    this.#socket.connect();
  }

  async drop(): Promise<void> {
    if (!this.#socket.connected) return;
    await new Promise<void>((resolve) => {
      this.#socket.once('disconnect', () => resolve());
      this.#socket.io.engine.close();
    });
  }
}
