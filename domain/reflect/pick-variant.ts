/** One of the variants, the same for the same key on every machine: FNV-1a with murmur3's finalizer, as ids share prefixes. */
export function pickVariant<T>(variants: readonly [T, ...T[]], key: string): T {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i += 1) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return variants[((hash ^ (hash >>> 16)) >>> 0) % variants.length] ?? variants[0];
}
