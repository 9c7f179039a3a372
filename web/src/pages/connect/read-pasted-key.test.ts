import { expect, test } from 'vitest';
import { readPastedKey } from './read-pasted-key.ts';

test('the key file of Coinbase fills both fields, and the lines of its secret stay lines', () => {
  const file = JSON.stringify({
    name: 'organizations/1/apiKeys/2',
    privateKey: '-----BEGIN\nabc\n-----END\n',
  });
  expect(readPastedKey(file)).toEqual({
    apiKey: 'organizations/1/apiKeys/2',
    apiSecret: '-----BEGIN\nabc\n-----END\n',
  });
});

test('a key of the newer kind goes by its id', () => {
  expect(readPastedKey('{"id":"k","privateKey":"s"}')).toEqual({ apiKey: 'k', apiSecret: 's' });
});

test.each(['abc', '{"name":"k"}', '{', '[]', '{"name":1,"privateKey":2}'])('%s is no key file', (text) => {
  expect(readPastedKey(text)).toBeNull();
});
