import type { IndicatorsRequest, IndicatorsResponse } from '../../../contracts/service.ts';
import { HOUR_MS } from '../../../domain/indicators/candle.ts';
import { describeHours } from '../../../domain/market/describe-hours.ts';
import { openMarket } from '../../../domain/market/product-market.ts';
import { ok, type Result } from '../../result.ts';
import { sentMonths } from '../candles/sent-candles.ts';

/** The last hours of a product's market with their indicators and features, as the engine reads them. */
export async function answerIndicators({
  candles,
  last,
}: IndicatorsRequest): Promise<Result<IndicatorsResponse, 'too_many_months'>> {
  const months = await sentMonths([{ candles }]);
  if (!months.ok) return months;
  const times = candles.map(({ ts }) => Date.parse(ts));
  const [firstMs, lastMs] = [Math.min(...times), Math.max(...times)];
  const fromMs = Math.max(firstMs, lastMs - (last - 1) * HOUR_MS);
  const hours = describeHours(openMarket(months.value.flat()), fromMs, lastMs);
  return ok({ hours: hours.map((hour) => ({ ...hour, ts: new Date(hour.ts).toISOString() })) });
}
