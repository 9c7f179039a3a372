const MINUTE_MS = 60_000;
/** From here on what is left is for the others: limits are counted per address, and a Worker shares its addresses. */
const SHARE_WE_TAKE = 0.8;
/** Our clock and theirs differ by a little: asking again just before their minute is over would be one request too early. */
const CLOCK_MARGIN_MS = 1_000;

/** Headers that tell the weight used in the running minute, and what Binance allows. */
const IP_LIMITS: [header: string, limit: number][] = [
  ['x-mbx-used-weight-1m', 6_000],
  ['x-sapi-used-ip-weight-1m', 12_000],
];
/**
 * Counted per account: the history of withdrawals alone costs 18,000 a call. Binance counts each such path for itself; resting for all of them costs
 * an import no more than the rest of a minute.
 */
const UID_LIMITS: [header: string, limit: number][] = [['x-sapi-used-uid-weight-1m', 180_000]];

/** How long nobody (`ipMs`) or this account (`uidMs`) is to ask for anything after an answer with these headers. 0: not at all. */
export function restAfter(headers: Headers, nowMs: number): { ipMs: number; uidMs: number } {
  const restBy = (limits: [string, number][]) =>
    limits.some(([header, limit]) => isAlmostUsed(headers.get(header), limit)) ? untilNextMinute(nowMs) : 0;
  return { ipMs: restBy(IP_LIMITS), uidMs: restBy(UID_LIMITS) };
}

/** Binance counts by minutes of its clock. */
export function untilNextMinute(nowMs: number): number {
  return MINUTE_MS - (nowMs % MINUTE_MS) + CLOCK_MARGIN_MS;
}

function isAlmostUsed(used: string | null, limit: number): boolean {
  return used !== null && Number(used) > limit * SHARE_WE_TAKE;
}
