const MAX_ATTEMPTS = 3;
const RETRY_BASE_MS = 20;

/** serialization_failure and deadlock_detected: Postgres has undone the statement and asks for it again. */
const ASKS_AGAIN = /"code":"40(001|P01)"/;

/** What the driver reads of a response. */
interface Answer {
  ok: boolean;
  status: number;
  text(): Promise<string>;
  json(): Promise<unknown>;
}

/**
 * One statement or batch on its way to Neon's edge: `deadlineMs` for the whole answer, body included. A transaction that Postgres sacrificed to
 * another one is sent again. The body is read here, so that an answer which breaks off or is no JSON fails where the driver makes an error of the
 * database of it; elsewhere it would go for a bug, with the statement's values in its text.
 */
export async function neonFetch(
  url: string,
  { deadlineMs, ...init }: RequestInit & { deadlineMs: number },
): Promise<Answer> {
  const signal = AbortSignal.timeout(deadlineMs);
  for (let attempt = 1; ; attempt += 1) {
    const { ok, status, text } = await send(url, { ...init, signal });
    if (ok) {
      const body: unknown = JSON.parse(text);
      return { ok, status, text: async () => text, json: async () => body };
    }
    if (attempt === MAX_ATTEMPTS || !ASKS_AGAIN.test(text)) {
      return { ok, status, text: async () => text, json: async () => JSON.parse(text) };
    }
    await new Promise((resolve) => setTimeout(resolve, attempt * RETRY_BASE_MS * (0.5 + Math.random())));
  }
}

async function send(url: string, init: RequestInit): Promise<{ ok: boolean; status: number; text: string }> {
  const answer = await fetch(url, init);
  return { ok: answer.ok, status: answer.status, text: await answer.text() };
}
