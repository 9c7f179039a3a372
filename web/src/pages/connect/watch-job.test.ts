import { createRoot } from 'solid-js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NO_PROGRESS } from '../../../../contracts/jobs.ts';
import { watchJob } from './watch-job.ts';

const ID = 'a'.repeat(64);
const AT = '2026-01-01T00:00:00.000Z';
const RUNNING = {
  id: ID,
  kind: 'import',
  status: 'running',
  progress: NO_PROGRESS,
  createdAt: AT,
  updatedAt: AT,
};

let answer: () => Response;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', async () => answer());
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function refuse(status: number, code: string): () => Response {
  return () =>
    Response.json({ type: 'urn:x', title: 'x', status, detail: 'x', code, requestId: 'r' }, { status });
}

/** A job that was seen to run. */
async function watched() {
  answer = () => Response.json({ job: RUNNING });
  const found = createRoot(() => watchJob(ID));
  await vi.advanceTimersByTimeAsync(0);
  expect(found.problem()).toBeNull();
  return found;
}

test('a job that cannot be looked at for a while is told of, until it can be', async () => {
  const { problem } = await watched();
  answer = refuse(503, 'unavailable');
  await vi.advanceTimersByTimeAsync(3_000);
  expect(problem()).toBeNull();
  await vi.advanceTimersByTimeAsync(1_500);
  expect(problem()?.code).toBe('unavailable');
  answer = () => Response.json({ job: RUNNING });
  await vi.advanceTimersByTimeAsync(1_500);
  expect(problem()).toBeNull();
});

test('a job that is gone is told of at once, and looked for again where that is asked', async () => {
  const { problem, retry } = await watched();
  answer = refuse(404, 'not_found');
  await vi.advanceTimersByTimeAsync(1_500);
  expect(problem()?.code).toBe('not_found');
  answer = () => Response.json({ job: RUNNING });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(problem()?.code).toBe('not_found');
  await retry();
  expect(problem()).toBeNull();
});

test('a job that is looked for while a look is under way is looked at no more often from there on', async () => {
  const { retry } = await watched();
  let looks = 0;
  answer = () => {
    looks += 1;
    return Response.json({ job: RUNNING });
  };
  await Promise.all([retry(), retry()]);
  looks = 0;
  await vi.advanceTimersByTimeAsync(1_500);
  expect(looks).toBe(1);
});
