import type { ControlFrame } from '../contracts/feed.ts';
import { CLOSE, KEEP_ALIVE } from '../contracts/feed.ts';
import { type EventLog, type LoggedEntry, toFrame } from './event-log.ts';

/** A socket tells no backpressure, so a client may leave this many events unacknowledged before it is waited for. */
const CREDIT = 100;
const MAX_SOCKETS = 5;
const MAX_BAD_FRAMES = 3;
/** Each frame wakes the object, and one that takes in a thousand a second does nothing else: what tells nothing new may be repeated this often. */
const MAX_IDLE_ACKS = 100;
/** A laptop that fell asleep leaves a socket that is open and dead. Not heard of for so long, it makes room where room is needed. */
const SILENCE_MS = 2 * 60_000;

/** What must outlive hibernation, in the socket's attachment. No socket outlives a deploy, so that it is always of this form. */
interface State {
  tab: string;
  sessionId: string;
  openedAt: number;
  /** Everything up to here was handed to the socket. */
  sentSeq: number;
  ackedSeq: number;
  /** The head of the log when it was told that it is behind; null: it is not. */
  behindUntil: number | null;
  badFrames: number;
  /** Acknowledgements in a row that told nothing new. */
  idleAcks: number;
  /** When it last sent a frame; keep-alives are remembered by the runtime. */
  heardAt: number;
}

/** The user's open sockets: who they are, how far each has read, and what each gets next. */
export class Connections {
  readonly #ctx: DurableObjectState;
  readonly #log: EventLog;

  constructor(ctx: DurableObjectState, log: EventLog) {
    this.#ctx = ctx;
    this.#log = log;
    // Answered by the runtime without waking the object; it remembers when.
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(KEEP_ALIVE.ping, KEEP_ALIVE.pong));
  }

  /**
   * Whether a socket of this tab fits: it takes the place of the tab's older one, and at most five tabs are connected. Of five, one that was
   * not heard of for two minutes is ended for it.
   */
  makeRoomFor(tab: string, now: number): boolean {
    const others = this.#open().filter((socket) => stateOf(socket).tab !== tab);
    if (others.length < MAX_SOCKETS) return true;
    const [quietest] = others
      .map((socket) => ({ socket, heardAt: this.#heardAt(socket) }))
      .sort((a, b) => a.heardAt - b.heardAt);
    if (!quietest || now - quietest.heardAt < SILENCE_MS) return false;
    quietest.socket.close(CLOSE.silent, 'This socket was silent, and another tab needed its place.');
    return true;
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
    const read = { sentSeq: fromSeq, ackedSeq: fromSeq, behindUntil: null };
    save(socket, { ...who, ...read, badFrames: 0, idleAcks: 0, heardAt: who.openedAt });
  }

  /** Sends new events to every socket that has read all before them; the others take them from the log when their turn comes. */
  broadcast(fresh: readonly LoggedEntry[]): void {
    const [first] = fresh;
    if (!first) return;
    for (const socket of this.#open()) {
      const state = stateOf(socket);
      if (state.behindUntil !== null) continue;
      try {
        this.#send(socket, state, first.seq === state.sentSeq + 1 ? fresh : undefined);
      } catch {
        // One socket that cannot be written to does not keep the others from their events; it resumes where it stood.
        socket.close(CLOSE.broken, 'This socket cannot be written to.');
      }
    }
  }

  /** Hands a socket what the log holds for it, as far as its credit goes. */
  catchUp(socket: WebSocket): void {
    this.#send(socket, stateOf(socket), undefined);
  }

  /**
   * The client has everything up to this event, over this socket or over HTTP. One that the log does not hold was either pruned after the socket
   * had got it, or is none of this user's.
   */
  acknowledge(socket: WebSocket, eventId: string): void {
    const state = stateOf(socket);
    const seq = this.#log.seqOf(eventId);
    if (seq === undefined) {
      const [next] = this.#log.after(state.ackedSeq, 1);
      if (next && next.seq !== state.ackedSeq + 1) this.#reset(socket, state);
      else this.refuse(socket, 'This event is not in the feed.');
      return;
    }
    if (seq <= state.ackedSeq) {
      if (state.idleAcks < MAX_IDLE_ACKS) save(socket, { ...state, idleAcks: state.idleAcks + 1 });
      else socket.close(CLOSE.badFrames, 'Too many frames that tell nothing new.');
      return;
    }
    const heard = { ...state, idleAcks: 0, ackedSeq: seq, sentSeq: Math.max(state.sentSeq, seq) };
    // Who is behind reads the log up to the head that it was told of at least: until then it would get the same by both ways.
    if (state.behindUntil === null || seq >= state.behindUntil)
      this.#send(socket, { ...heard, behindUntil: null }, undefined);
    // It has what it was handed, and not yet that. If this was on its way already it reads; if it was reading when it was told, it may have ended.
    else if (seq >= state.sentSeq) this.#tellBehind(socket, heard);
    else save(socket, heard);
  }

  /** A frame came in. false: on a socket that was closed before, as what was still on its way. */
  hear(socket: WebSocket, now: number): boolean {
    if (socket.readyState !== WebSocket.OPEN) return false;
    save(socket, { ...stateOf(socket), heardAt: now });
    return true;
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
    const [next] = due;
    if (next && next.seq !== state.sentSeq + 1) {
      this.#reset(socket, state);
      return;
    }
    const now = due.slice(0, Math.max(credit, 0));
    for (const entry of now) socket.send(toFrame(entry));
    const sent = { ...state, sentSeq: now.at(-1)?.seq ?? state.sentSeq };
    if (due.length > now.length) this.#tellBehind(socket, sent);
    else save(socket, sent);
  }

  #tellBehind(socket: WebSocket, state: State): void {
    const since = this.#log.idAt(state.sentSeq) ?? null;
    sendControl(socket, { type: 'feed.behind', payload: { synced: false, since } });
    save(socket, { ...state, behindUntil: state.behindUntil ?? this.#log.lastSeq() });
  }

  /** What comes next for the socket was pruned before its turn: it is told so, as on connecting with a cursor that is not in the log. */
  #reset(socket: WebSocket, state: State): void {
    const head = this.#log.head()?.id ?? null;
    const seq = this.#log.lastSeq();
    sendControl(socket, { type: 'feed.hello', payload: { resume: 'reset', head } });
    save(socket, { ...state, sentSeq: seq, ackedSeq: seq, behindUntil: null });
  }

  #heardAt(socket: WebSocket): number {
    const pingedAt = this.#ctx.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? 0;
    return Math.max(stateOf(socket).heardAt, pingedAt);
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
  return socket.deserializeAttachment();
}

function save(socket: WebSocket, state: State): void {
  socket.serializeAttachment(state);
}
