import { type Problem, ProblemSchema } from '../../contracts/problems.ts';
import { PROBLEM_TITLES } from './problem-titles.ts';

/** A problem of the contract, or one of the two that no server can tell of. */
export interface Failure {
  code: Problem['code'] | 'network' | 'answer_unreadable';
  title: string;
  detail: string;
  requestId?: string;
  fields: readonly { path: string; message: string }[];
}

export type Answer<T> = { ok: true; value: T } | { ok: false; problem: Failure };

export const NETWORK_FAILURE: Failure = {
  code: 'network',
  title: 'No connection',
  detail: 'The server cannot be reached. Check your connection and try again.',
  fields: [],
};

export const UNREADABLE_ANSWER: Failure = {
  code: 'answer_unreadable',
  title: 'Unexpected answer',
  detail: 'The server answered in a way this page does not understand. Reload the page and try again.',
  fields: [],
};

const STILL_UNDER_WAY =
  'What you asked for is still being done. Reload the page in a moment to see what came of it.';

/** @param retryAfter the header of that name: seconds. */
export function readProblem(body: unknown, retryAfter: string | null): Failure {
  const parsed = ProblemSchema.safeParse(body);
  if (!parsed.success) return UNREADABLE_ANSWER;
  const { code, detail, requestId, fields } = parsed.data;
  return {
    code,
    title: PROBLEM_TITLES[code],
    detail: tellDetail(code, detail, retryAfter),
    requestId,
    fields: fields ?? [],
  };
}

/** The server's own sentence, but where that is for who calls the API, or where how long to wait is what counts. */
function tellDetail(code: Problem['code'], detail: string, retryAfter: string | null): string {
  if (code === 'rate_limited') return tellWait(Number(retryAfter));
  return code === 'idempotency_in_progress' ? STILL_UNDER_WAY : detail;
}

/** Of 429, which is not always about the same thing: how long to wait is what counts. */
function tellWait(seconds: number): string {
  const wait = seconds > 0 ? seconds : 60;
  const [count, unit] = wait > 90 ? [Math.ceil(wait / 60), 'minute'] : [Math.ceil(wait), 'second'];
  return `This was asked for too often in a short time. Try again in ${count} ${unit}${count === 1 ? '' : 's'}.`;
}

export function fieldMessage(problem: Failure | null, path: string): string | undefined {
  return problem?.fields.find((field) => field.path === path)?.message;
}
