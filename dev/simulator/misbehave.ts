import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { SimRequest, SimResponse } from './exchange.ts';
import type { Fault } from './faults.ts';

type Misbehaviour = { kind: 'gone' } | { kind: 'usual' } | { kind: 'answer'; response: SimResponse };

const JSON_TYPE = 'application/json; charset=utf-8';
const DRIP_MS = 1_000;
const CHUNK = Buffer.alloc(64 * 1024, 'x');

/** Plays the fault: `gone` leaves nothing to answer, `usual` goes on as if nothing had been. */
export async function misbehave(
  fault: Fault,
  request: SimRequest,
  out: ServerResponse,
  cleared: AbortSignal,
): Promise<Misbehaviour> {
  if (fault.reset) {
    out.req.socket.resetAndDestroy();
    return { kind: 'gone' };
  }
  if (fault.hang === true) {
    await new Promise((resolve) => out.once('close', resolve));
    return { kind: 'gone' };
  }
  if (fault.drip) return drip(out);
  if (fault.hugeBytes !== undefined) return sendHuge(out, fault.hugeBytes);
  if (fault.truncatedGzip) return sendHalfGzip(out);
  if (typeof fault.hang === 'number') await sleep(fault.hang, undefined, { signal: cleared }).catch(() => {});
  if (fault.answer) return { kind: 'answer', response: fault.answer(request) };
  if (
    fault.hang !== undefined &&
    fault.status === undefined &&
    fault.body === undefined &&
    !fault.malformed
  ) {
    return { kind: 'usual' };
  }
  const headers = {
    ...(fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter }),
    ...(fault.malformed ? { 'content-type': JSON_TYPE } : {}),
  };
  const body = fault.malformed ? '{"fills":[{"entry_id":"dc74' : (fault.body ?? {});
  return { kind: 'answer', response: { status: fault.status ?? 200, headers, body } };
}

/** Each byte comes before an idle connection would be given up. */
async function drip(out: ServerResponse): Promise<Misbehaviour> {
  out.writeHead(200, { 'content-type': JSON_TYPE });
  while (!out.destroyed) {
    out.write(' ');
    await sleep(DRIP_MS);
  }
  return { kind: 'gone' };
}

async function sendHuge(out: ServerResponse, bytes: number): Promise<Misbehaviour> {
  out.writeHead(200, { 'content-type': JSON_TYPE });
  // The caller may well hang up in the middle.
  await pipeline(hugeJson(bytes), out).catch(() => {});
  return { kind: 'gone' };
}

function* hugeJson(bytes: number): Generator<Buffer> {
  yield Buffer.from('{"cursor":"","fills":["');
  for (let sent = 0; sent < bytes; sent += CHUNK.length) yield CHUNK;
  yield Buffer.from('"]}');
}

async function sendHalfGzip(out: ServerResponse): Promise<Misbehaviour> {
  const whole = gzipSync(JSON.stringify({ fills: [], cursor: 'a cursor that nobody reads to its end' }));
  out.writeHead(200, { 'content-type': JSON_TYPE, 'content-encoding': 'gzip' });
  out.end(whole.subarray(0, whole.length / 2));
  return { kind: 'gone' };
}
