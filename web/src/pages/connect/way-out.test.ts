import { expect, test } from 'vitest';
import { tellWayOut, wayOut } from './way-out.ts';

test('a permission that has ended is given again the way it was given', () => {
  expect(wayOut('broker_revoked', 'oauth2')).toBe('reconnect');
  expect(wayOut('broker_revoked', 'api_key')).toBe('new-key');
  expect(wayOut('api_key_can_trade', 'api_key')).toBe('new-key');
});

test('what passes by itself asks for nothing', () => {
  expect(wayOut('broker_unavailable', 'oauth2')).toBe('wait');
  expect(wayOut('broker_rate_limited', 'api_key')).toBe('wait');
});

test('what no permission ends leads to the upload', () => {
  expect(wayOut('broker_region_blocked', 'api_key')).toBe('upload');
  expect(tellWayOut('upload', 'Binance')).toContain('upload an export of Binance');
});
