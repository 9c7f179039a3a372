import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Append, FeedUser } from './control.ts';

const CONNECTIONS = 16;
const COOKIE = 'session';

const TABLES = `
  create table session (token_hash text primary key, user_id text not null);
  create table outbox (
    seq bigserial primary key, id text not null unique, user_id text not null,
    type text not null, v integer not null, ts timestamptz not null, payload jsonb not null
  );
  create index on outbox (user_id, seq)`;

/**
 * One statement, so one transaction: the rows, and a word to whoever listens. A user's appends wait for one another before they draw
 * their numbers: without that a later one can commit first, and who reads on from the last number misses the earlier.
 */
const APPEND = `
  with turn as materialized (select pg_advisory_xact_lock(hashtext($1))),
  told as (
    insert into outbox (id, user_id, type, v, ts, payload)
    select e.id, $1, e.type, e.v, e.ts, e.payload
    from turn, jsonb_to_recordset($2::jsonb) as e(id text, type text, v int, ts timestamptz, payload jsonb)
    returning seq
  )
  select pg_notify('outbox', $1) from told limit 1`;

export interface OutboxRow {
  seq: number;
  id: string;
  /** The event as it is sent. */
  frame: string;
}

/** What both peers keep in Postgres: sessions, and an outbox with a number per event. */
export class PeerStore {
  readonly #pool: pg.Pool;
  readonly #databaseUrl: string;

  constructor(databaseUrl: string) {
    this.#databaseUrl = databaseUrl;
    this.#pool = new pg.Pool({ connectionString: databaseUrl, max: CONNECTIONS });
  }

  async prepare(): Promise<void> {
    await this.#pool.query(TABLES);
  }

  async signUp(userId: string): Promise<FeedUser> {
    const token = randomBytes(32).toString('base64url');
    await this.#pool.query('insert into session values ($1, $2)', [hash(token), userId]);
    return { userId, cookie: `${COOKIE}=${token}` };
  }

  /** Who holds the session of a request's cookie; undefined where nobody does. */
  async userOf(cookieHeader: string | undefined): Promise<string | undefined> {
    const token = cookieHeader?.match(/(?:^|; )session=([^;]+)/)?.[1];
    if (!token) return undefined;
    const found = await this.#pool.query<{ user_id: string }>({
      name: 'session',
      text: 'select user_id from session where token_hash = $1',
      values: [hash(token)],
    });
    return found.rows[0]?.user_id;
  }

  async append({ userId, events }: Append): Promise<void> {
    await this.#pool.query({ name: 'append', text: APPEND, values: [userId, events] });
  }

  async after(userId: string, seq: number): Promise<OutboxRow[]> {
    const { rows } = await this.#pool.query<{ seq: string; id: string; frame: string }>({
      name: 'after',
      text: `select seq, id, json_build_object('type', type, 'eventId', id, 'ts', ts, 'v', v, 'payload', payload)::text as frame
             from outbox where user_id = $1 and seq > $2 order by seq`,
      values: [userId, seq],
    });
    return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
  }

  /** 0: no such event. */
  async seqOf(userId: string, id: string): Promise<number> {
    const { rows } = await this.#pool.query<{ seq: string }>({
      name: 'seq',
      text: 'select seq from outbox where user_id = $1 and id = $2',
      values: [userId, id],
    });
    return Number(rows[0]?.seq ?? 0);
  }

  async head(userId: string): Promise<number> {
    const { rows } = await this.#pool.query<{ seq: string | null }>({
      name: 'head',
      text: 'select max(seq) as seq from outbox where user_id = $1',
      values: [userId],
    });
    return Number(rows[0]?.seq ?? 0);
  }

  /** Calls back with the user of every commit. */
  async listen(told: (userId: string) => void): Promise<{ stop(): Promise<void> }> {
    const client = new pg.Client({ connectionString: this.#databaseUrl });
    await client.connect();
    client.on('notification', ({ payload }) => payload && told(payload));
    await client.query('listen outbox');
    return { stop: () => client.end() };
  }

  async end(): Promise<void> {
    await this.#pool.end();
  }
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
