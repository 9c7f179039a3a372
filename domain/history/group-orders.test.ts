import { describe, expect, it } from 'vitest';
import { type OrderPart, openOrders } from './group-orders.ts';

function part(id: string, over: Partial<OrderPart> = {}): OrderPart {
  return { id, symbol: 'BTC-USD', broker: 'coinbase', side: 'BUY', ts: 0, orderId: null, ...over };
}

function group(parts: readonly OrderPart[]): string[] {
  const orders = openOrders();
  return parts.map((one) => orders.orderOf(one));
}

describe('an order', () => {
  it('is what the venue says it is, however long it fills', () => {
    const week = 7 * 86_400_000;
    expect(
      group([
        part('a', { orderId: '7' }),
        part('b', { orderId: '8', ts: 1 }),
        part('c', { orderId: '7', ts: week }),
      ]),
    ).toEqual(['a', 'b', 'a']);
  });

  it('is of one broker and one product: venues count their orders each for itself, some by product', () => {
    expect(
      group([
        part('a', { orderId: '7' }),
        part('b', { orderId: '7', broker: 'binance' }),
        part('c', { orderId: '7', symbol: 'ETH-USD' }),
      ]),
    ).toEqual(['a', 'b', 'c']);
  });

  it('without the venue saying so is what fills within 60 s of its first fill, not of its last', () => {
    expect(
      group([part('a'), part('b', { ts: 40_000 }), part('c', { ts: 60_000 }), part('d', { ts: 60_001 })]),
    ).toEqual(['a', 'a', 'a', 'd']);
  });

  it.each([{ side: 'SELL' as const }, { symbol: 'ETH-USD' }, { broker: 'binance' as const }])(
    'without the venue saying so is of one broker, product and side: %j is another',
    (other) => {
      expect(group([part('a'), part('b', other), part('c')])).toEqual(['a', 'b', 'a']);
    },
  );

  it('that the venue names takes in no fill that it does not', () => {
    expect(group([part('a', { orderId: '7' }), part('b')])).toEqual(['a', 'b']);
  });

  it('is remembered from its latest fill, not from its first', () => {
    const others = (from: number) =>
      Array.from({ length: 1500 }, (_, n) => part(`x${from + n}`, { orderId: `x${from + n}` }));
    const slice = (id: string) => part(id, { orderId: '7' });
    expect(group([slice('a'), ...others(0), slice('b'), ...others(1500), slice('c')]).at(-1)).toBe('a');
  });

  it('is forgotten once 4,000 others have filled since', () => {
    const others = Array.from({ length: 4000 }, (_, n) => part(`x${n}`, { orderId: `x${n}` }));
    const [kept, lost] = [others.slice(2000), others];
    const resting = (between: OrderPart[]) =>
      group([part('a', { orderId: '7' }), ...between, part('z', { orderId: '7' })]).at(-1);
    expect(resting(kept)).toBe('a');
    expect(resting(lost)).toBe('z');
  });
});
