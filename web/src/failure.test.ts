import { describe, expect, it } from 'vitest';
import { readProblem } from './failure.ts';

const problem = (code: string) => ({
  type: `urn:ai-trading-twin:problem:${code}`,
  title: code.replaceAll('_', ' '),
  status: 400,
  detail: 'A sentence.',
  code,
  requestId: 'r-1',
});

describe('a refusal', () => {
  it.each([
    ['csrf_failed', 'Page out of date'],
    ['internal', 'Something went wrong'],
    ['basis_unknown', 'Cost not known'],
  ])('is told in words for the trader: %s', (code, title) => {
    expect(readProblem(problem(code), null)).toMatchObject({ title, detail: 'A sentence.' });
  });

  it.each([
    ['1', 'Try again in 1 second.'],
    ['42', 'Try again in 42 seconds.'],
    ['0.2', 'Try again in 1 second.'],
    ['91', 'Try again in 2 minutes.'],
    ['3600', 'Try again in 60 minutes.'],
    [null, 'Try again in 60 seconds.'],
    ['soon', 'Try again in 60 seconds.'],
  ])('for asking too often says how long to wait: Retry-After %s', (retryAfter, sentence) => {
    expect(readProblem(problem('rate_limited'), retryAfter).detail).toContain(sentence);
  });

  it('that is none is an unexpected answer', () => {
    expect(readProblem({ error: 'teapot' }, null).code).toBe('answer_unreadable');
  });
});
