import type { ZodType, z } from 'zod';
import { parseJson } from '../parse-json.ts';
import { AnswerTooLarge, readBounded } from '../read-bounded.ts';
import { fail, ok, type Result } from '../result.ts';
import type { BrokerFailure } from './port.ts';

const DEADLINE_MS = 10_000;
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;
/** An error that says more is cut: what it means stands at its beginning. */
const MAX_ERROR_BYTES = 64 * 1024;
/** A broker that asks for more is asked again after this: one absurd answer must not lock traders out for years. */
const MAX_RETRY_AFTER_MS = 3_600_000;

/** What a broker answered, before anybody has said what it means. The body of an error is its first 64 KiB. */
export interface Answer {
  status: number;
  headers: Headers;
  body: string;
}

/** What an answer means: the text to go on with, or the failure that it is. For venues that say more than their status does. */
export type ReadAnswer = (answer: Answer) => Result<string, BrokerFailure>;

/** Makes one request and answers the body's text. */
export type Send = (
  url: URL,
  init?: RequestInit,
  read?: ReadAnswer,
) => Promise<Result<string, BrokerFailure>>;

/**
 * One request to a broker: 10 s for the whole answer, 8 MiB at the most. Answers the body's text.
 * Every way in which it can go wrong is one of the named failures.
 */
export async function request(
  url: URL,
  init: RequestInit = {},
  read: ReadAnswer = readByStatus,
): Promise<Result<string, BrokerFailure>> {
  try {
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    const { status, headers } = response;
    return read({
      status,
      headers,
      body: response.ok ? await readBounded(response, MAX_ANSWER_BYTES) : await readError(response),
    });
  } catch (error) {
    if (error instanceof AnswerTooLarge)
      return fail({ kind: 'malformed', detail: 'The answer is larger than 8 MiB.' });
    return fail({
      kind: 'unavailable',
      retryAfterMs: null,
      detail: error instanceof Error ? error.name : 'network',
    });
  }
}

/** A GET whose answer is JSON of the venue's schema. */
export async function getJson<Schema extends ZodType>(
  send: Send,
  url: URL,
  headers: Record<string, string>,
  schema: Schema,
  read?: ReadAnswer,
): Promise<Result<z.output<Schema>, BrokerFailure>> {
  const answer = await send(url, { headers: { accept: 'application/json', ...headers } }, read);
  if (!answer.ok) return answer;
  const parsed = schema.safeParse(parseJson(answer.value));
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  return fail({ kind: 'malformed', detail: `${issue?.path.join('.')}: ${issue?.message}` });
}

/** Seconds or an HTTP date, as RFC 9110 allows, in milliseconds from now and at most an hour; null for anything else. */
export function parseRetryAfter(value: string | null, now: Date): number | null {
  if (value === null) return null;
  if (/^\d{1,9}$/.test(value.trim())) return Math.min(Number(value) * 1000, MAX_RETRY_AFTER_MS);
  // Date.parse alone would take "-5" for a year.
  const at = /^[A-Z][a-z]{2}, /.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? null : Math.min(Math.max(0, at - now.getTime()), MAX_RETRY_AFTER_MS);
}

/** What statuses mean where a venue has no codes of its own. */
function readByStatus({ status, headers, body }: Answer): Result<string, BrokerFailure> {
  return status >= 200 && status < 300 ? ok(body) : fail(failureOf(status, headers));
}

function failureOf(status: number, headers: Headers): BrokerFailure {
  if (status === 401) return { kind: 'unauthorized' };
  const retryAfterMs = parseRetryAfter(headers.get('retry-after'), new Date());
  if (status === 451) return { kind: 'blocked' };
  if (status === 429) return { kind: 'rate_limited', retryAfterMs };
  if (status >= 500 || status === 408) return { kind: 'unavailable', retryAfterMs, detail: `HTTP ${status}` };
  return { kind: 'refused', status, detail: `HTTP ${status}` };
}

/** What an error says beside its status. One that breaks off says it as far as it came: the status is known all the same. */
async function readError(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let left = MAX_ERROR_BYTES;
  try {
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk.subarray(0, left), { stream: true });
      left -= chunk.byteLength;
      // Leaving the loop cancels the body.
      if (left <= 0) break;
    }
  } catch {
    // A connection that broke, or the deadline.
  }
  return text;
}
