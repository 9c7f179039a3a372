import { expect, test } from 'vitest';
import { type Cursor, formatCursor, parseCursor } from './cursor.ts';

test.each<Cursor>([
  { stage: 'history', history: 'converts', fromMs: 1_700_000_000_000, spanMs: 5, assets: ['BTC', 'USDT'] },
  { stage: 'products', assets: [] },
  { stage: 'fills', products: ['ADA-USDT', 'BTC-USDT'], fromId: null },
  { stage: 'fills', products: ['币安人生-USDT'], fromId: 28_458 },
])('%j is the same after it was stored', (cursor) => {
  expect(parseCursor(formatCursor(cursor))).toEqual(cursor);
});

test.each([
  '',
  '12',
  'null',
  '{',
  '{"stage":"fills","products":[],"fromId":null}',
  '{"stage":"fills","products":["BTCUSDT"],"fromId":null}',
  '{"stage":"fills","products":["BTC-USDT"],"fromId":-1}',
  '{"stage":"fills","products":["BTC-USDT"],"fromId":null,"more":1}',
  '{"stage":"history","history":"orders","fromMs":1,"spanMs":1,"assets":[]}',
  '{"stage":"history","history":"dust","fromMs":1,"spanMs":0,"assets":[]}',
  '{"__proto__":{"stage":"products","assets":[]}}',
])('%j is no cursor', (text) => {
  expect(parseCursor(text)).toBeNull();
});
