import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  bodyJson,
  readRequest,
  type SimRequest,
  type SimResponse,
  writeResponse,
} from '../coinbase/exchange.ts';
import { Faults, parseFault } from '../coinbase/faults.ts';
import { misbehave } from '../coinbase/misbehave.ts';
import { RequestLog } from '../coinbase/request-log.ts';
import type { Market } from '../market/market.ts';
import { answerBitstamp } from './bitstamp.ts';
import { answerTwelvedata } from './twelvedata.ts';
import { makeWrong, parseWrong, type Wrong } from './wrong-bars.ts';

export interface VendorsSim {
  /** In place of https://www.bitstamp.net and of https://api.twelvedata.com: their paths do not meet. */
  url: string;
  stop(): Promise<void>;
}

interface Deps {
  market: Market;
  now: () => number;
  faults: Faults;
  log: RequestLog;
  wrongs: Wrong[];
}

/**
 * One plain HTTP server on 127.0.0.1 that is both vendors of candles, over the same market as the brokers, and, under /_sim, a test's hands: faults as
 * those of the simulated Coinbase, or `{match, times, bars}` for bars that are wrong.
 */
export async function startVendorsSim({
  market,
  now = Date.now,
}: {
  market: Market;
  now?: () => number;
}): Promise<VendorsSim> {
  const deps: Deps = { market, now, faults: new Faults(), log: new RequestLog(), wrongs: [] };
  const server = createServer((message, out) => {
    void serve(deps, message, out).catch((error: unknown) => {
      writeResponse(out, {
        status: 500,
        body: { error: error instanceof Error ? error.message : 'unknown' },
      });
    });
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the vendor simulator has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function serve(deps: Deps, message: IncomingMessage, out: ServerResponse): Promise<void> {
  const t = Date.now();
  const request = await readRequest(message);
  const { method, path, query } = request;
  if (path.startsWith('/_sim')) {
    writeResponse(out, control(deps, request));
    return;
  }
  out.once('close', () => {
    const logged = new URLSearchParams(query);
    logged.delete('apikey');
    const status = out.writableEnded ? out.statusCode : 0;
    deps.log.add({ t, ms: Date.now() - t, method, path, query: logged, status });
  });
  const fault = deps.faults.take(request, undefined);
  const behaviour = fault ? await misbehave(fault, request, out) : ({ kind: 'usual' } as const);
  if (behaviour.kind === 'gone') return;
  writeResponse(out, behaviour.kind === 'answer' ? behaviour.response : answer(deps, request));
}

function answer(deps: Deps, request: SimRequest): SimResponse {
  const nowSec = deps.now() / 1_000;
  const usual = answerBitstamp(deps.market, request, nowSec) ??
    answerTwelvedata(deps.market, request, nowSec) ?? { status: 404, body: 'Not found' };
  const at = deps.wrongs.findIndex(({ match, times }) => times > 0 && request.path.includes(match));
  const wrong = deps.wrongs[at];
  if (!wrong) return usual;
  wrong.times -= 1;
  return makeWrong(usual, wrong.bars);
}

function control(deps: Deps, { method, path, query, body }: SimRequest): SimResponse {
  switch (`${method} ${path}`) {
    case 'POST /_sim/faults': {
      const [wrong, fault] = [parseWrong(bodyJson(body)), parseFault(bodyJson(body))];
      if (wrong) deps.wrongs.push(wrong);
      else if (fault) deps.faults.add(fault);
      else return { status: 400, body: { error: 'needs match, and what goes wrong' } };
      return { status: 201, body: {} };
    }
    case 'DELETE /_sim/faults':
      deps.faults.clear();
      deps.wrongs.length = 0;
      return { status: 200, body: {} };
    case 'GET /_sim/log':
      return { status: 200, body: { requests: deps.log.since(Number(query.get('since') ?? 0)) } };
    default:
      return { status: 404, body: { error: `no such control: ${method} ${path}` } };
  }
}
