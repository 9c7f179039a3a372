import { z } from 'zod';
import { JobAcceptedSchema, JobResponseSchema } from '../../contracts/jobs.ts';
import { get, post } from './api.ts';
import type { Answer } from './failure.ts';

const POLL_MS = 500;
/** A month of one product takes seconds; a source that rests is asked again for minutes, which nobody waits for. */
const MOST_POLLS = 80;

/**
 * Asks for a simulation, and again once the candles that it wanted are fetched. `onFetching` is told that this takes a while. null: it is not wanted any
 * more, as `signal` says.
 */
export async function askSimulation<Schema extends z.ZodType>(
  path: string,
  contract: Schema,
  request: unknown,
  { signal, onFetching }: { signal: AbortSignal; onFetching: () => void },
): Promise<Answer<z.output<Schema>> | null> {
  const either = z.union([
    JobAcceptedSchema.strict().transform(({ jobId }) => ({ jobId, simulation: null })),
    contract.transform((simulation) => ({ jobId: null, simulation })),
  ]);
  const first = await post(path, either, request);
  if (signal.aborted) return null;
  if (!first.ok) return first;
  if (first.value.jobId === null) return { ok: true, value: first.value.simulation };
  onFetching();
  const failed = await untilEnded(first.value.jobId, signal);
  if (signal.aborted) return null;
  if (failed) return failed;
  const second = await post(path, either, request);
  if (signal.aborted) return null;
  if (!second.ok) return second;
  return second.value.jobId === null ? { ok: true, value: second.value.simulation } : STILL_FETCHING;
}

const STILL_FETCHING: Answer<never> = {
  ok: false,
  problem: {
    code: 'unavailable',
    title: 'Prices are still being fetched',
    detail: 'They come from elsewhere and take longer than usual. Nothing was lost; try again in a minute.',
    fields: [],
  },
};

/** Waits for a job. What is answered is why there is no going on; null: it has ended, however it did, and the next answer says what came of it. */
async function untilEnded(jobId: string, signal: AbortSignal): Promise<Answer<never> | null> {
  for (let polls = 0; polls < MOST_POLLS; polls += 1) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    if (signal.aborted) return null;
    const answer = await get(`/api/jobs/${jobId}`, JobResponseSchema);
    if (!answer.ok) return answer;
    const { status } = answer.value.job;
    if (status !== 'queued' && status !== 'running') return null;
  }
  return STILL_FETCHING;
}
