import { describe, expect, test } from 'vitest';
import { readSharedText, SKIP_NOTE, sharedDataIsThere } from '../../../test/support/shared-data.ts';
import { encodeQuery, signatureOf } from './sign.ts';

// The example keys of binance-spot-api-docs, rest-api.md.
const SECRET = 'NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j';
const ORDER = {
  side: 'BUY',
  type: 'LIMIT',
  timeInForce: 'GTC',
  quantity: 1,
  price: '0.1',
  recvWindow: 5000,
  timestamp: 1499827319559,
};

describe('a signature', () => {
  test.each([
    ['LTCBTC', 'c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71'],
    // Full-width digits: encoded before they are signed.
    ['１２３４５６', 'e1353ec6b14d888f1164ae9af8228a3dbd508bc82eb867db8ab6046442f33ef3'],
  ])('of an order of %s is that of the documentation', async (symbol, signature) => {
    expect(await signatureOf(SECRET, encodeQuery({ symbol, ...ORDER }))).toBe(signature);
  });

  test.skipIf(!sharedDataIsThere)(`of each golden payload is the golden one${SKIP_NOTE}`, async () => {
    const golden: { secretKey: string; cases: { payload: string; signature: string }[] } = JSON.parse(
      readSharedText('broker/binance/signing_golden.json'),
    );
    for (const { payload, signature } of golden.cases)
      expect(await signatureOf(golden.secretKey, payload)).toBe(signature);
  });

  test('is made of what is sent: no URL parser encodes it any further', () => {
    const query = encodeQuery({ symbol: `a'b(c)*! ~é&=+`, limit: 5 });
    expect(query).toBe('symbol=a%27b%28c%29%2A%21%20~%C3%A9%26%3D%2B&limit=5');
    expect(new URL(`http://host/?${query}`).search).toBe(`?${query}`);
  });
});
