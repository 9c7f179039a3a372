import { expect, test } from 'vitest';
import { restAfter } from './used-weight.ts';

/** Twenty seconds into a minute; the rest ends a second after it. */
const NOW = Date.UTC(2026, 10, 20, 12, 0, 20);
const REST_MS = 41_000;

test.each([
  [{}, 0, 0],
  [{ 'X-MBX-USED-WEIGHT-1M': '4800' }, 0, 0],
  [{ 'X-MBX-USED-WEIGHT-1M': '4801' }, REST_MS, 0],
  [{ 'X-MBX-USED-WEIGHT-1M': 'much' }, 0, 0],
  [{ 'X-SAPI-USED-IP-WEIGHT-1M': '9601' }, REST_MS, 0],
  [{ 'X-SAPI-USED-UID-WEIGHT-1M': '144000' }, 0, 0],
  [{ 'X-SAPI-USED-UID-WEIGHT-1M': '162000' }, 0, REST_MS],
])('after %j everybody rests for %i ms and the account for %i ms', (headers, ipMs, uidMs) => {
  expect(restAfter(new Headers(headers), NOW)).toEqual({ ipMs, uidMs });
});
