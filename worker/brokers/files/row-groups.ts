/** Rows that belong together stand near one another. What waits for its other half past so many groups will not find it. */
const MAX_WAITING = 5_000;

/** Rows that are one thing only together, by what they share. Bounded, whatever the file holds. */
export class RowGroups<Row> {
  readonly #waiting = new Map<string, Row[]>();

  /** Answers the group that has waited too long for more, where there is one. */
  add(key: string, row: Row): Row[] | undefined {
    const group = this.#waiting.get(key);
    if (group) group.push(row);
    else this.#waiting.set(key, [row]);
    if (this.#waiting.size <= MAX_WAITING) return undefined;
    const [oldest] = this.#waiting.keys();
    return oldest === undefined ? undefined : this.take(oldest);
  }

  /** The rows so far; a later row of the same key begins a new group. */
  take(key: string): Row[] | undefined {
    const group = this.#waiting.get(key);
    this.#waiting.delete(key);
    return group;
  }

  waitingFor(key: string): readonly Row[] {
    return this.#waiting.get(key) ?? [];
  }

  /** All that still waits, oldest first. */
  drain(): Row[][] {
    const groups = [...this.#waiting.values()];
    this.#waiting.clear();
    return groups;
  }
}
