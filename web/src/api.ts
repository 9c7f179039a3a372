import { CsrfResponseSchema } from '../../contracts/auth.ts';
import { type Answer, NETWORK_FAILURE, readProblem, UNREADABLE_ANSWER } from './failure.ts';

type Query = Record<string, string | number | undefined>;

/** What reads a body: a zod schema, or NOTHING where there is none to read. */
export interface Contract<T> {
  safeParse(body: unknown): { success: true; data: T } | { success: false };
}

export const NOTHING: Contract<null> = { safeParse: () => ({ success: true, data: null }) };

/** What came back, still raw: fetch's answer or an upload's; null where nothing did. */
export type RawAnswer = { status: number; text: string; retryAfter: string | null } | null;

let csrfToken: string | null = null;
let onUnauthenticated: () => void = () => {};

/** The token belongs to the session: a new one is needed after each change of it. */
export function forgetCsrf(): void {
  csrfToken = null;
}

export function whenUnauthenticated(listener: () => void): void {
  onUnauthenticated = listener;
}

export async function get<T>(path: string, contract: Contract<T>, query: Query = {}): Promise<Answer<T>> {
  return interpret(await send(withQuery(path, query), { method: 'GET' }), contract);
}

/** Without a body nothing is sent as one: some calls mean another thing by an empty object. */
export function post<T>(path: string, contract: Contract<T>, body?: unknown): Promise<Answer<T>> {
  return write('POST', path, contract, body);
}

export function put<T>(path: string, contract: Contract<T>, body: unknown): Promise<Answer<T>> {
  return write('PUT', path, contract, body);
}

/** `remove`, since `delete` is a word of the language. */
export function remove<T>(path: string, contract: Contract<T>, body?: unknown): Promise<Answer<T>> {
  return write('DELETE', path, contract, body);
}

/** Runs a mutating call with the CSRF token, and once more with a fresh one if the server refuses it. */
export async function withCsrf<T>(call: (token: string) => Promise<Answer<T>>): Promise<Answer<T>> {
  const token = await csrf();
  if (!token.ok) return token;
  const first = await call(token.value);
  if (first.ok || first.problem.code !== 'csrf_failed') return first;
  forgetCsrf();
  const fresh = await csrf();
  return fresh.ok ? call(fresh.value) : fresh;
}

export function interpret<T>(raw: RawAnswer, contract: Contract<T>): Answer<T> {
  if (raw === null) return { ok: false, problem: NETWORK_FAILURE };
  const body = parseJson(raw.text);
  if (raw.status >= 400) {
    const problem = readProblem(body, raw.retryAfter);
    if (problem.code === 'unauthenticated') onUnauthenticated();
    return { ok: false, problem };
  }
  const parsed = contract.safeParse(body);
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, problem: UNREADABLE_ANSWER };
}

function write<T>(method: string, path: string, contract: Contract<T>, body: unknown): Promise<Answer<T>> {
  return withCsrf(async (token) => {
    const headers: Record<string, string> = { 'x-csrf-token': token };
    if (body !== undefined) headers['content-type'] = 'application/json';
    const call: KeyedCall = (key) =>
      send(path, { method, headers: { ...headers, ...key }, body: JSON.stringify(body) });
    return interpret(await (method === 'POST' ? once(path, call) : call({})), contract);
  });
}

/** So long is waited for what was sent to be done. */
const PATIENCE_MS = 30_000;

type KeyedCall = (key: Record<string, string>) => Promise<RawAnswer>;

/**
 * A POST that nothing came back of is sent once more with the same key, so that it is done once even if the first had arrived; and while the server is still
 * at the first, after each wait that it asks for, and twice as long each time: what is sent may be large. The server keeps no reply of the sign-in routes, so that those are not sent again.
 */
export async function once(path: string, call: KeyedCall): Promise<RawAnswer> {
  const key = { 'idempotency-key': crypto.randomUUID() };
  const first = await call(key);
  if (first !== null || path.startsWith('/api/auth/')) return first;
  const patienceEnds = Date.now() + PATIENCE_MS;
  for (let times = 1; ; times *= 2) {
    const answer = await call(key);
    if (answer === null || !isUnderWay(answer) || Date.now() >= patienceEnds) return answer;
    const waitMs = 1_000 * times * (Number(answer.retryAfter) || 1);
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}

function isUnderWay({ status, text, retryAfter }: NonNullable<RawAnswer>): boolean {
  return status === 409 && readProblem(parseJson(text), retryAfter).code === 'idempotency_in_progress';
}

async function csrf(): Promise<Answer<string>> {
  if (csrfToken !== null) return { ok: true, value: csrfToken };
  const answer = await get('/api/auth/csrf', CsrfResponseSchema);
  if (!answer.ok) return answer;
  csrfToken = answer.value.token;
  return { ok: true, value: csrfToken };
}

async function send(url: string, init: RequestInit): Promise<RawAnswer> {
  try {
    const response = await fetch(url, { credentials: 'same-origin', ...init });
    const retryAfter = response.headers.get('retry-after');
    return { status: response.status, text: await response.text(), retryAfter };
  } catch {
    return null;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function withQuery(path: string, query: Query): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') params.set(name, String(value));
  }
  const text = params.toString();
  return text === '' ? path : `${path}?${text}`;
}
