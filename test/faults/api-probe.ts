import { ProblemSchema } from '../../contracts/problems.ts';
import type { Trader } from './trader.ts';

/** What users do all day, each a way to the database of its own. */
const CALLS: readonly [method: string, path: string, body?: unknown][] = [
  ['GET', '/api/auth/me'],
  ['GET', '/api/trades?limit=50'],
  ['GET', '/api/stats'],
  ['GET', '/api/insights'],
  ['GET', '/api/brokers'],
  ['GET', '/api/digests/weekly'],
  ['GET', '/api/events?limit=10'],
  ['GET', '/api/thresholds'],
  ['GET', '/api/account/settings'],
  ['GET', '/readyz'],
  ['GET', `/api/jobs/${'0'.repeat(64)}`],
  ['POST', '/api/trades/import', { broker: 'coinbase' }],
  ['PUT', '/api/account/settings', { timezone: 'UTC', matching: 'fifo', riskPerTrade: '5' }],
  ['POST', '/api/brokers/coinbase/connect/start'],
];

const LIMIT_MS = 2_000;
/** Of a call that hangs nobody waits for the end. */
const GIVE_UP_MS = 12_000;

export interface ApiCall {
  call: string;
  status: number;
  ms: number;
  retryAfter: string | null;
  code: string | null;
}

/** Makes all calls at once, as users do, and tells how each was answered. 0: not at all. */
export async function callEverything({ client }: Trader): Promise<ApiCall[]> {
  // The token is fetched once and kept; without a database there is no other.
  await client.csrfToken();
  return Promise.all(
    CALLS.map(async ([method, path, body]) => {
      const call = `${method} ${path}`;
      const began = performance.now();
      const sent = client
        .send(method, path, body === undefined ? undefined : JSON.stringify(body))
        .then(async (answer) => ({ answer, text: await answer.text() }));
      const given = await Promise.race([sent.catch(() => null), later(GIVE_UP_MS)]);
      const ms = performance.now() - began;
      if (!given) return { call, status: 0, ms, retryAfter: null, code: null };
      const { answer, text } = given;
      return {
        call,
        status: answer.status,
        ms,
        retryAfter: answer.headers.get('retry-after'),
        code: codeOf(text),
      };
    }),
  );
}

/** 503 with Retry-After within 2 s and a problem that says so: what every call is answered while the database is away. */
export function againstUnavailable(calls: readonly ApiCall[]): string[] {
  return calls.flatMap(({ call, status, ms, retryAfter, code }) => {
    const right = status === 503 && Number(retryAfter) > 0 && code === 'unavailable' && ms <= LIMIT_MS;
    return right
      ? []
      : [`${call}: ${status} ${code ?? ''} after ${ms.toFixed(0)} ms, Retry-After ${retryAfter}`];
  });
}

function codeOf(text: string): string | null {
  try {
    const problem = ProblemSchema.safeParse(JSON.parse(text));
    return problem.success ? problem.data.code : null;
  } catch {
    return null;
  }
}

function later(ms: number): Promise<null> {
  return new Promise((resolve) => setTimeout(resolve, ms, null));
}
