export type RecentMap<V> = {
  get(key: string): V | undefined;
  /** Makes the key the newest. */
  set(key: string, value: V): V;
};

/** A map of the `limit` keys that were set last: memory stays bounded however long a history is. */
export function openRecentMap<V>(limit: number): RecentMap<V> {
  const kept = new Map<string, V>();
  return {
    get: (key) => kept.get(key),
    set(key, value) {
      kept.delete(key);
      kept.set(key, value);
      if (kept.size > limit) {
        for (const oldest of kept.keys()) {
          kept.delete(oldest);
          break;
        }
      }
      return value;
    },
  };
}
