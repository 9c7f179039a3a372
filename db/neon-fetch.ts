const MAX_ATTEMPTS = 3;
const RETRY_BASE_MS = 20;

/** serialization_failure and deadlock_detected: Postgres has undone the statement and asks for it again. */
const ASKS_AGAIN = /"code":"40(001|P01)"/;

/**
 * One statement or batch on its way to Neon's edge: `deadlineMs` for the whole answer, body included. A transaction that Postgres sacrificed to
 * another one is sent again. Throws what fetch throws, a TimeoutError among it.
 */
export async function neonFetch(
  url: string,
  { deadlineMs, ...init }: RequestInit & { deadlineMs: number },
): Promise<Response> {
  const signal = AbortSignal.timeout(deadlineMs);
  for (let attempt = 1; ; attempt += 1) {
    const answer = await fetch(url, { ...init, signal });
    if (answer.ok || attempt === MAX_ATTEMPTS) return answer;
    const refusal = await answer.text();
    if (!ASKS_AGAIN.test(refusal)) return new Response(refusal, { status: answer.status });
    await new Promise((resolve) => setTimeout(resolve, attempt * RETRY_BASE_MS * (0.5 + Math.random())));
  }
}
