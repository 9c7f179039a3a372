import { decodeTime, monotonicFactory } from 'ulid';
import { CoachReflectPayloadSchema } from '../../contracts/feed.ts';
import type { TellEvent } from './control.ts';

const nextId = monotonicFactory();
const SPARKLINE_HOURS = 24;

/** Reflections such as the coach writes, about 500 bytes of payload each. */
export function makeEvents(count: number): TellEvent[] {
  return Array.from({ length: count }, (_, at) => {
    const id = nextId();
    const ts = new Date(decodeTime(id)).toISOString();
    return { id, type: 'coach.reflect', v: 1, ts, payload: payloadOf(id, at) };
  });
}

function payloadOf(tradeId: string, at: number) {
  const price = 60_000 + (at % 500);
  return CoachReflectPayloadSchema.parse({
    tradeId,
    symbol: 'BTC-USD',
    side: at % 2 === 0 ? 'BUY' : 'SELL',
    labels: [{ name: 'FOMO', confidence: 0.82 }],
    insight: `You bought at ${price} USD, 6.4 % above the low of the 24 hours before and near their high. Of your last 12 buys like this one 4 were up a day later.`,
    sparkline: Array.from({ length: SPARKLINE_HOURS }, (_, hour) => price - 20 * ((hour * 7) % 11)),
    tradeTs: '2026-11-20T10:00:00.000Z',
  });
}
