import { type Problem, ProblemSchema } from '../../contracts/problems.ts';

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

export function readProblem(body: unknown): Failure {
  const parsed = ProblemSchema.safeParse(body);
  if (!parsed.success) return UNREADABLE_ANSWER;
  const { code, title, detail, requestId, fields } = parsed.data;
  return {
    code,
    title: title.charAt(0).toUpperCase() + title.slice(1),
    detail,
    requestId,
    fields: fields ?? [],
  };
}

export function fieldMessage(problem: Failure | null, path: string): string | undefined {
  return problem?.fields.find((field) => field.path === path)?.message;
}
