import { z } from 'zod';
import type { ControlFrame } from '../contracts/feed.ts';
import { CLOSE } from '../contracts/feed.ts';
import { type EventLog, type LoggedEntry, toFrame } from './event-log.ts';

/** A socket tells no backpressure, so a client may leave this many events unacknowledged before it is waited for. */
const CREDIT = 100;
const MAX_SOCKETS = 5;
const MAX_BAD_FRAMES = 3;

/** What must outlive hibernation, in the socket's attachment. */
const StateSchema = z.object({
  tab: z.string(),
  sessionId: z.string(),
  openedAt: z.number(),
  /** Everything up to here was handed to the socket. */
  sentSeq: z.number(),
  ackedSeq: z.number(),
  behind: z.boolean(),
  badFrames: z.number(),
});
type State = z.infer<typeof StateSchema>;

/** The user's open sockets: who they are, how far each has read, and what each gets next. */
export class Connections {
  readonly #ctx: DurableObjectState;
  readonly #log: EventLog;

  constructor(ctx: DurableObjectState, log: EventLog) {
    this.#ctx = ctx;
    this.#log = log;
  }

  /** Whether a socket of this tab fits: it takes the place of the tab's older one, and at most five tabs are connected. */
  hasRoomFor(tab: string): boolean {
    return this.#open().filter((socket) => stateOf(socket).tab !== tab).length < MAX_SOCKETS;
  }

  accept(
    socket: WebSocket,
    who: { tab: string; sessionId: string; openedAt: number },
    fromSeq: number,
  ): void {
    for (const older of this.#open()) {
      if (stateOf(older).tab === who.tab)
        older.close(CLOSE.replaced, 'A newer socket of this tab took over.');
    }
    this.#ctx.acceptWebSocket(socket);
    save(socket, { ...who, sentSeq: fromSeq, ackedSeq: fromSeq, behind: false, badFrames: 0 });
  }

  /** Sends new events to every socket that has read all before them; the others take them from the log when their turn comes. */
  broadcast(fresh: readonly LoggedEntry[]): void {
    const [first] = fresh;
    if (!first) return;
    for (const socket of this.#open()) {
      const state = stateOf(socket);
      if (state.behind) continue;
      this.#send(socket, state, first.seq === state.sentSeq + 1 ? fresh : undefined);
    }
  }

  /** Hands a socket what the log holds for it, as far as its credit goes. */
  catchUp(socket: WebSocket): void {
    this.#send(socket, stateOf(socket), undefined);
  }

  /** The client has everything up to `seq`, over this socket or over HTTP. */
  acknowledge(socket: WebSocket, seq: number): void {
    const state = stateOf(socket);
    const ackedSeq = Math.max(state.ackedSeq, seq);
    this.#send(socket, { ...state, ackedSeq, sentSeq: Math.max(state.sentSeq, ackedSeq) }, undefined);
  }

  /** A frame that broke the contract is answered; repeated, it ends the socket. */
  refuse(socket: WebSocket, message: string): void {
    const state = stateOf(socket);
    const badFrames = state.badFrames + 1;
    if (badFrames >= MAX_BAD_FRAMES) {
      socket.close(CLOSE.badFrames, 'Too many frames that break the contract.');
      return;
    }
    save(socket, { ...state, badFrames });
    sendControl(socket, { type: 'feed.error', payload: { code: 'bad_frame', message } });
  }

  closeWhere(matches: (state: { sessionId: string; openedAt: number }) => boolean): void {
    for (const socket of this.#open()) {
      if (matches(stateOf(socket))) socket.close(CLOSE.signInAgain, 'The session ended. Sign in again.');
    }
  }

  oldestOpenedAt(): number | null {
    const times = this.#open().map((socket) => stateOf(socket).openedAt);
    return times.length === 0 ? null : Math.min(...times);
  }

  #send(socket: WebSocket, state: State, fresh: readonly LoggedEntry[] | undefined): void {
    const credit = CREDIT - (state.sentSeq - state.ackedSeq);
    const due = fresh ?? this.#log.after(state.sentSeq, credit + 1);
    const now = due.slice(0, Math.max(credit, 0));
    for (const entry of now) socket.send(toFrame(entry));
    const behind = due.length > now.length;
    if (behind && !state.behind) {
      sendControl(socket, { type: 'feed.behind', payload: { synced: false, since: now.at(-1)?.id ?? null } });
    }
    save(socket, { ...state, sentSeq: now.at(-1)?.seq ?? state.sentSeq, behind });
  }

  /** Closed sockets can linger in the runtime's list. */
  #open(): WebSocket[] {
    return this.#ctx.getWebSockets().filter((socket) => socket.readyState === WebSocket.OPEN);
  }
}

export function sendControl(socket: WebSocket, frame: ControlFrame): void {
  socket.send(JSON.stringify(frame));
}

function stateOf(socket: WebSocket): State {
  return StateSchema.parse(socket.deserializeAttachment());
}

function save(socket: WebSocket, state: State): void {
  socket.serializeAttachment(state);
}
