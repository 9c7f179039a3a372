export type RecentMap<V> = {
  get(key: string): V | undefined;
  /** Makes the key one of the newest. */
  set(key: string, value: V): V;
};

/**
 * A map of at least the `limit` keys that were set last, and of at most twice as many: memory stays bounded however long a history is.
 * The older half goes at once, as dropping the oldest key with each new one costs more than everything else.
 */
export function openRecentMap<V>(limit: number): RecentMap<V> {
  let young = new Map<string, V>();
  let old = new Map<string, V>();
  return {
    get: (key) => young.get(key) ?? old.get(key),
    set(key, value) {
      young.set(key, value);
      if (young.size >= limit) {
        old = young;
        young = new Map();
      }
      return value;
    },
  };
}
