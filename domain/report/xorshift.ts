/**
 * Marsaglia's xorshift32 (2003, 'Xorshift RNGs', triple 13, 17, 5): the next state, which is also the number drawn, as a signed
 * 32-bit integer. Every state but 0 comes once in 2^32 − 1. A pure function of an integer, so that loops of millions of draws stay fast.
 */
export function xorshift32(state: number): number {
  let next = state;
  next ^= next << 13;
  next ^= next >>> 17;
  next ^= next << 5;
  return next;
}
