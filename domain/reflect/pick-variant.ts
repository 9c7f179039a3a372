/** One of the variants, the same for the same key on every machine: FNV-1a with murmur3's finalizer, as ids share prefixes. */
export function pickVariant<T>(variants: readonly [T, ...T[]], key: string): T {
  return variants[placeOf(key, variants.length)] ?? variants[0];
}

/** All variants in turn, from the one that pickVariant gives on. */
export function variantsFrom<T>(variants: readonly T[], key: string): T[] {
  const first = placeOf(key, variants.length);
  return [...variants.slice(first), ...variants.slice(0, first)];
}

function placeOf(key: string, length: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i += 1) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % length;
}
