import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { apiError, type SimResponse } from './exchange.ts';
import type { Fault } from './faults.ts';

type Misbehaviour = { kind: 'gone' } | { kind: 'usual' } | { kind: 'answer'; response: SimResponse };

/** Plays the fault: `gone` leaves nothing to answer, `usual` goes on as if nothing had been. */
export async function misbehave(fault: Fault, out: ServerResponse): Promise<Misbehaviour> {
  if (fault.reset) {
    out.req.socket.resetAndDestroy();
    return { kind: 'gone' };
  }
  if (fault.hang === true) {
    await new Promise((resolve) => out.once('close', resolve));
    return { kind: 'gone' };
  }
  if (typeof fault.hang === 'number') await sleep(fault.hang);
  if (
    fault.hang !== undefined &&
    fault.status === undefined &&
    fault.body === undefined &&
    !fault.malformed
  ) {
    return { kind: 'usual' };
  }
  const usual = defaultBody(fault.status ?? 200);
  const headers = {
    ...(fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter }),
    ...(fault.malformed ? { 'content-type': 'application/json; charset=utf-8' } : {}),
  };
  const body = fault.malformed ? '{"fills":[{"entry_id":"dc74' : (fault.body ?? usual.body);
  return { kind: 'answer', response: { status: fault.status ?? 200, headers, body } };
}

function defaultBody(status: number): SimResponse {
  if (status === 429) return apiError(status, 'rate_limit_exceeded', 'Too many requests');
  if (status === 401) return apiError(status, 'invalid_token', 'The access token is invalid');
  if (status === 404) return apiError(status, 'not_found', 'Not found');
  if (status >= 500) return apiError(status, 'internal_server_error', 'Something went wrong');
  return { status, body: {} };
}
