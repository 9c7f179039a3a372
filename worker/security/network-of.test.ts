import { expect, test } from 'vitest';
import { networkOf } from './network-of.ts';

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['local', 'local'],
  ['', ''],
])('%s is counted as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test('neighbours of one /64 are one client, and the next /64 is another', () => {
  const [one, other] = ['2001:db8:0:1::1', '2001:db8:0:1:ffff::1'].map(networkOf);
  expect(one).toBe(other);
  expect(networkOf('2001:db8:0:2::1')).not.toBe(one);
});
