/** An event as it is stored. Its payload stays JSON text: the log has no need to look into it. */
export type FeedEntry = { id: string; type: string; ts: string; v: number; payload: string };

/** An event with its place in the user's order. */
export type LoggedEntry = FeedEntry & { seq: number };

/** A statement takes a hundred parameters. */
const ROWS_PER_INSERT = 20;

/** The user's events in the order of their append: that order is the order of the feed. */
export class EventLog {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /**
   * Idempotent by event id. Answers the events that were new, in their order.
   * An event that is there is looked for and not run into: a conflict would use up a seq, and the credit of a socket counts seqs.
   */
  append(entries: readonly FeedEntry[]): LoggedEntry[] {
    const fresh = new Map(entries.map((entry) => [entry.id, entry]));
    for (const id of this.#known([...fresh.keys()])) fresh.delete(id);
    const rows = [...fresh.values()];
    const logged: LoggedEntry[] = [];
    for (let at = 0; at < rows.length; at += ROWS_PER_INSERT) {
      logged.push(...this.#insert(rows.slice(at, at + ROWS_PER_INSERT)));
    }
    return logged;
  }

  #known(ids: readonly string[]): string[] {
    return this.#sql
      .exec<{ id: string }>(
        'select id from event where id in (select value from json_each(?))',
        JSON.stringify(ids),
      )
      .toArray()
      .map(({ id }) => id);
  }

  /** SQLite answers the places in the order of the rows. */
  #insert(rows: readonly FeedEntry[]): LoggedEntry[] {
    return this.#sql
      .exec<{ seq: number }>(
        `insert into event (id, type, ts, v, payload) values ${rows.map(() => '(?,?,?,?,?)').join()} returning seq`,
        ...rows.flatMap(({ id, type, ts, v, payload }) => [id, type, ts, v, payload]),
      )
      .toArray()
      .flatMap(({ seq }, at) => {
        const row = rows[at];
        return row ? [{ ...row, seq }] : [];
      });
  }

  /** Events after a place, oldest first. */
  after(seq: number, limit: number): LoggedEntry[] {
    return this.#sql
      .exec<LoggedEntry>('select * from event where seq > ? order by seq limit ?', seq, limit)
      .toArray();
  }

  /** The last events before a place, oldest first. */
  before(seq: number, limit: number): LoggedEntry[] {
    return this.#sql
      .exec<LoggedEntry>('select * from event where seq < ? order by seq desc limit ?', seq, limit)
      .toArray()
      .reverse();
  }

  /** undefined: no such event is in the log. */
  seqOf(id: string): number | undefined {
    return this.#sql.exec<{ seq: number }>('select seq from event where id = ?', id).toArray()[0]?.seq;
  }

  /** Lets go of what is older than `before` (ISO 8601) and of all but the newest `most`. Only the oldest go, so that what is left has no gap. */
  prune({ before, most }: { before: string; most: number }): void {
    const last = this.lastSeq();
    const [young] = this.#sql
      .exec<{ seq: number }>('select seq from event where ts >= ? order by seq limit 1', before)
      .toArray();
    this.#sql.exec('delete from event where seq < ?', Math.max(young?.seq ?? last + 1, last + 1 - most));
  }

  /** When the oldest event was told, in milliseconds; null in an empty log. */
  oldestAt(): number | null {
    const [row] = this.#sql.exec<{ ts: string }>('select ts from event order by seq limit 1').toArray();
    return row ? Date.parse(row.ts) : null;
  }

  /** The place of the newest event that ever was in the log; 0 before the first. */
  lastSeq(): number {
    const [row] = this.#sql
      .exec<{ seq: number }>(`select seq from sqlite_sequence where name = 'event'`)
      .toArray();
    return row?.seq ?? 0;
  }

  /** The event at a place; undefined where none is. */
  idAt(seq: number): string | undefined {
    return this.#sql.exec<{ id: string }>('select id from event where seq = ?', seq).toArray()[0]?.id;
  }

  /** The newest event; null in an empty log. */
  head(): { seq: number; id: string } | null {
    return (
      this.#sql
        .exec<{ seq: number; id: string }>('select seq, id from event order by seq desc limit 1')
        .toArray()[0] ?? null
    );
  }
}

/** The frame of an event, as contracts/feed.ts has it. */
export function toFrame({ id, type, ts, v, payload }: FeedEntry): string {
  return `{"type":${JSON.stringify(type)},"eventId":"${id}","ts":"${ts}","v":${v},"payload":${payload}}`;
}
