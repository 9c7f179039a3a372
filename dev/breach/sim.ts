import { createHash } from 'node:crypto';
import { z } from 'zod';
import { bodyJson, type SimRequest, type SimResponse } from '../simulator/exchange.ts';
import { Faults, parseFault } from '../simulator/faults.ts';
import { RequestLog } from '../simulator/request-log.ts';
import { serveSimulator } from '../simulator/serve.ts';
import { BREACHED, PADDING } from './breached.ts';

const PADDING_ROWS = 20;
const PADDING_HEADER = 'add-padding';

export interface BreachSim {
  /** In place of https://api.pwnedpasswords.com. */
  url: string;
  /** All that the service was told, the oldest first. */
  readonly requests: readonly { path: string; padded: boolean }[];
  /** From now on this password was found in a breach. */
  add(password: string): void;
  /** Whether it is down. */
  fail(isDown: boolean): void;
  stop(): Promise<void>;
}

interface Deps {
  faults: Faults;
  log: RequestLog;
  breached: Set<string>;
}

/**
 * One plain HTTP server on 127.0.0.1 with the range API of Have I Been Pwned, and, under /_sim, a test's hands: `POST passwords {password}`, faults as
 * those of the simulated brokers, and `GET log?since=`, which holds all that the service was told.
 */
export async function startBreachSim(): Promise<BreachSim> {
  const deps: Deps = { faults: new Faults(), log: new RequestLog(), breached: new Set([hashOf(BREACHED)]) };
  const { url, stop } = await serveSimulator({
    ...{ faults: deps.faults, log: deps.log },
    control: (request) => control(deps, request),
    holderOf: () => undefined,
    answer: (request) => ({ response: answer(deps, request) }),
    failure: (status, message) => text(status, message),
    loggedHeaders: [PADDING_HEADER],
  });
  return {
    url,
    get requests() {
      return deps.log
        .since(0)
        .map(({ path, headers }) => ({ path, padded: headers?.[PADDING_HEADER] === 'true' }));
    },
    add: (password) => deps.breached.add(hashOf(password)),
    fail(isDown) {
      deps.faults.clear();
      if (isDown) deps.faults.add({ match: '/range/', status: 503 });
    },
    stop,
  };
}

function answer({ breached }: Deps, { method, path, headers }: SimRequest): SimResponse {
  const prefix = /^\/range\/([0-9A-Fa-f]{5})$/.exec(path)?.[1]?.toUpperCase();
  if (method !== 'GET' || prefix === undefined) return text(400, 'The hash prefix was not in a valid format');
  const inRange = (hash: string) => hash.startsWith(prefix);
  const rows = [
    ...[...breached].filter(inRange).map((hash) => `${hash.slice(prefix.length)}:42`),
    ...(headers[PADDING_HEADER] === 'true' ? paddingOf(prefix) : []),
  ];
  return text(200, rows.join('\r\n'));
}

function paddingOf(prefix: string): string[] {
  const made = Array.from(
    { length: PADDING_ROWS },
    (_, at) => prefix + hashOf(prefix + at).slice(prefix.length),
  );
  return [...made, hashOf(PADDING)]
    .filter((hash) => hash.startsWith(prefix))
    .map((hash) => `${hash.slice(prefix.length)}:0`);
}

function control({ faults, log, breached }: Deps, { method, path, query, body }: SimRequest): SimResponse {
  switch (`${method} ${path}`) {
    case 'POST /_sim/passwords': {
      const wanted = z.object({ password: z.string() }).safeParse(bodyJson(body));
      if (!wanted.success) return { status: 400, body: { error: 'needs password' } };
      breached.add(hashOf(wanted.data.password));
      return { status: 201, body: {} };
    }
    case 'POST /_sim/faults': {
      const fault = parseFault(bodyJson(body));
      if (!fault) return { status: 400, body: { error: 'needs match, and what goes wrong' } };
      faults.add(fault);
      return { status: 201, body: {} };
    }
    case 'DELETE /_sim/faults':
      faults.clear();
      return { status: 200, body: {} };
    case 'GET /_sim/log':
      return { status: 200, body: { requests: log.since(Number(query.get('since') ?? 0)) } };
    default:
      return { status: 404, body: { error: `no such control: ${method} ${path}` } };
  }
}

function text(status: number, body: string): SimResponse {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}

/** 40 hexadecimal digits. */
function hashOf(password: string): string {
  return createHash('sha1').update(password).digest('hex').toUpperCase();
}
