import { setTimeout as sleep } from 'node:timers/promises';
import type { Addresses, Append, FeedUser } from './control.ts';
import { makeEvents } from './events.ts';
import type { FeedClient } from './feed-client.ts';
import { request } from './http.ts';
import { judge, sum, type ToldCall, type Verdict } from './judge.ts';
import type { FeedSystem } from './system.ts';

/** In which what is sent twice comes again. */
const QUIET_MS = 300;

/** A running system with the users and tabs of one phase, and the memory of what each user was told. */
export class Stage {
  readonly #system: FeedSystem;
  readonly #addresses: Addresses;
  readonly #told = new Map<FeedUser, ToldCall[]>();
  readonly #tabs: { user: FeedUser; client: FeedClient; toldBefore: number }[] = [];
  #clock = 0;

  constructor(system: FeedSystem, addresses: Addresses) {
    this.#system = system;
    this.#addresses = addresses;
  }

  async signUp(): Promise<FeedUser> {
    const user = await this.#system.signUp(this.#addresses, `${crypto.randomUUID()}@example.com`);
    this.#told.set(user, []);
    return user;
  }

  /** A tab that is connected, and told nothing of what came before it. */
  async openTab(user: FeedUser, tab = 'tab'): Promise<FeedClient> {
    const client = this.#system.open(this.#addresses, user, tab);
    this.#tabs.push({ user, client, toldBefore: this.#callsOf(user).length });
    client.connect();
    await client.holdings.until(0);
    return client;
  }

  /** Tells a user so many events in one call. The moment (performance.now) is that just before the call. */
  async tell(user: FeedUser, count: number): Promise<number> {
    const events = makeEvents(count);
    const append: Append = { userId: user.userId, events: JSON.stringify(events) };
    const body = JSON.stringify(append);
    const call = {
      ids: events.map(({ id }) => id),
      begunAt: this.#tick(),
      answeredAt: Number.POSITIVE_INFINITY,
    };
    this.#callsOf(user).push(call);
    const at = performance.now();
    await request('POST', `${this.#addresses.control}/append`, { body });
    call.answeredAt = this.#tick();
    return at;
  }

  /** What all tabs hold against what their users were told, once nothing more comes; the tabs are closed. */
  async judge(): Promise<Verdict> {
    await sleep(QUIET_MS);
    await Promise.all(this.#tabs.map(({ client }) => client.drop()));
    return sum(
      this.#tabs.map(({ user, client, toldBefore }) =>
        judge(this.#callsOf(user).slice(toldBefore), client.holdings),
      ),
    );
  }

  #callsOf(user: FeedUser): ToldCall[] {
    const calls = this.#told.get(user);
    if (!calls) throw new Error('This user is not of this stage.');
    return calls;
  }

  #tick(): number {
    this.#clock += 1;
    return this.#clock;
  }
}
