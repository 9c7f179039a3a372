const MAX_ATTEMPTS = 3;
const RETRY_BASE_MS = 20;

/** serialization_failure and deadlock_detected: Postgres has undone the statement and asks for it again. */
const ASKS_AGAIN = /"code":"40(001|P01)"/;

/**
 * In whose name statements run: a user, who sees no row of another whatever a statement says, or the system, which signs people in, sweeps and wakes
 * jobs up. See migrations/0005 for what the two roles may do.
 */
export type Actor = { kind: 'user'; userId: string } | { kind: 'system' };

/** What the driver reads of a response. */
interface Answer {
  ok: boolean;
  status: number;
  text(): Promise<string>;
  json(): Promise<unknown>;
}

/**
 * One statement or batch on its way to Neon's edge, as a transaction that takes on its actor's role first: still one round trip. `deadlineMs` for
 * the whole answer, body included. A transaction that Postgres sacrificed to another one is sent again. The body is read here, so that an answer
 * which breaks off or is no JSON fails where the driver makes an error of the database of it; elsewhere it would go for a bug, with the statement's
 * values in its text.
 */
export async function neonFetch(
  url: string,
  { deadlineMs, actor, ...init }: RequestInit & { body: string; deadlineMs: number; actor: Actor },
): Promise<Answer> {
  const signal = AbortSignal.timeout(deadlineMs);
  const isBatch = init.body.startsWith(BATCH);
  const body = inTheNameOf(actor, init.body, isBatch);
  for (let attempt = 1; ; attempt += 1) {
    const { ok, status, text } = await send(url, { ...init, body, signal });
    if (ok) {
      const [, ...results] = resultsIn(JSON.parse(text));
      const json = isBatch ? { results } : results[0];
      return { ok, status, text: async () => JSON.stringify(json), json: async () => json };
    }
    if (attempt === MAX_ATTEMPTS || !ASKS_AGAIN.test(text)) {
      return { ok, status, text: async () => text, json: async () => JSON.parse(text) };
    }
    await new Promise((resolve) => setTimeout(resolve, attempt * RETRY_BASE_MS * (0.5 + Math.random())));
  }
}

/** How the driver begins the body of a batch; that of a single statement is `{"query":…}`. */
const BATCH = '{"queries":[';

/** Puts the taking on of the role before what is to run. The body stays text: a page of fills is long, and nobody here looks into it. */
function inTheNameOf(actor: Actor, body: string, isBatch: boolean): string {
  const { role, userId } =
    actor.kind === 'user' ? { role: 'twin_app', userId: actor.userId } : { role: 'twin_system', userId: '' };
  const begin = JSON.stringify({
    query: `select set_config('role', $1, true), set_config('app.user_id', $2, true)`,
    params: [role, userId],
  });
  return isBatch ? `${BATCH}${begin},${body.slice(BATCH.length)}` : `${BATCH}${begin},${body}]}`;
}

/** Of a batch's answer; the driver looks into each. */
function resultsIn(answer: unknown): unknown[] {
  const results =
    typeof answer === 'object' && answer !== null && 'results' in answer ? answer.results : null;
  if (!Array.isArray(results)) throw new SyntaxError('This is not the answer to a batch.');
  return results;
}

async function send(url: string, init: RequestInit): Promise<{ ok: boolean; status: number; text: string }> {
  const answer = await fetch(url, init);
  return { ok: answer.ok, status: answer.status, text: await answer.text() };
}
