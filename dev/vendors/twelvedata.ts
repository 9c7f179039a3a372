import type { Candle, Market } from '../market/market.ts';
import type { SimRequest, SimResponse } from '../simulator/exchange.ts';
import { vendorCandles } from './vendor-market.ts';

const DATE = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})$/;

/** Twelve Data's GET /time_series for hours in UTC; errors come with status 200 and their code in the body. Undefined for any other path. */
export function answerTwelvedata(
  market: Market,
  request: SimRequest,
  nowSec: number,
): SimResponse | undefined {
  if (request.path !== '/time_series') return undefined;
  const { query } = request;
  if (!query.get('apikey')) return error(401, '**apikey** parameter is incorrect or not specified.');
  const [base = '', quote = ''] = (query.get('symbol') ?? '').split('/');
  const [fromSec, toSec] = [secondsOf(query.get('start_date')), secondsOf(query.get('end_date'))];
  if (query.get('interval') !== '1h' || fromSec === undefined || toSec === undefined) {
    return error(400, 'Invalid **interval**, **start_date** or **end_date** provided.');
  }
  const candles = vendorCandles(market, { base, quote }, { fromSec, toSec, nowSec });
  if (!candles) return error(404, '**symbol** or **figi** parameter is missing or invalid.');
  // Of more than was allowed for it gives the newest.
  const values = candles.slice(-Number(query.get('outputsize') ?? 30)).map(toValue);
  if (values.length === 0) return error(400, 'No data is available on the specified dates.');
  if (query.get('order') !== 'asc') values.reverse();
  const meta = { symbol: `${base}/${quote}`, interval: '1h', type: 'Digital Currency' };
  return { status: 200, body: { meta, values, status: 'ok' } };
}

/** It tells no volume of digital currencies. */
function toValue({ start, open, high, low, close }: Candle) {
  return {
    datetime: new Date(start * 1_000).toISOString().slice(0, 19).replace('T', ' '),
    open,
    high,
    low,
    close,
  };
}

function secondsOf(text: string | null): number | undefined {
  const [, date, time] = DATE.exec(text ?? '') ?? [];
  return date && time ? Date.parse(`${date}T${time}Z`) / 1_000 : undefined;
}

function error(code: number, message: string): SimResponse {
  return { status: 200, body: { code, message, status: 'error' } };
}
