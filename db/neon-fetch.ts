const MAX_ATTEMPTS = 3;
const RETRY_BASE_MS = 20;

/** serialization_failure and deadlock_detected: Postgres has undone the statement and asks for it again. */
const ASKS_AGAIN = /"code":"40(001|P01)"/;

/**
 * One statement or batch on its way to Neon's edge: `deadlineMs` for the whole answer, body included. A transaction that Postgres sacrificed to
 * another one is sent again. Throws what fetch throws; the driver makes an error of the database of it.
 */
export async function neonFetch(
  url: string,
  { deadlineMs, ...init }: RequestInit & { deadlineMs: number },
): Promise<Response> {
  const signal = AbortSignal.timeout(deadlineMs);
  for (let attempt = 1; ; attempt += 1) {
    const answer = await fetch(url, { ...init, signal });
    const text = await answer.text();
    if (answer.ok || attempt === MAX_ATTEMPTS || !ASKS_AGAIN.test(text)) {
      return new Response(text, { status: answer.status });
    }
    await new Promise((resolve) => setTimeout(resolve, attempt * RETRY_BASE_MS * (0.5 + Math.random())));
  }
}
