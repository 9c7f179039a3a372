import type { Market } from '../market/market.ts';
import { bodyJson, type SimRequest, type SimResponse } from '../simulator/exchange.ts';
import { Faults, parseFault } from '../simulator/faults.ts';
import { RequestLog } from '../simulator/request-log.ts';
import { serveSimulator } from '../simulator/serve.ts';
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
  return serveSimulator({
    ...{ faults: deps.faults, log: deps.log },
    control: (request) => control(deps, request),
    holderOf: () => undefined,
    answer: (request) => ({ response: answer(deps, request) }),
    failure: (status, message) => ({ status, body: { error: message } }),
    secretParameters: ['apikey'],
  });
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
