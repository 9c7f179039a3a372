import { describe, expect, test } from 'vitest';
import { readSharedText, SKIP_NOTE, sharedDataIsThere } from '../../../test/support/shared-data.ts';
import { mapTransaction } from './map-transaction.ts';

const NOW = new Date('2026-11-20T12:00:00Z');

/** In the form of the documentation's worked examples (docs.cdp.coinbase.com, Track APIs, Transactions). */
const SEND = {
  id: 'cec2de90-7a35-5ac4-b1c9-7e6b1ad4ad8e',
  type: 'send',
  status: 'completed',
  amount: { amount: '-0.25000000', currency: 'BTC' },
  native_amount: { amount: '-15000.00', currency: 'USD' },
  description: null,
  created_at: '2026-03-26T20:42:00Z',
  updated_at: '2026-03-26T20:43:00Z',
  resource: 'transaction',
  resource_path: '/v2/accounts/BTC/transactions/cec2de90-7a35-5ac4-b1c9-7e6b1ad4ad8e',
  network: {
    status: 'confirmed',
    hash: '463397c87beddd9a61ade61359a13adc9efea26062191fe07147037bce7f33ed',
    transaction_fee: { amount: '0.00010000', currency: 'BTC' },
  },
  to: { resource: 'address', address: 'bc1qxy2kgdygjrsqtzq2n0yrf2493p83kkfjhx0wlh' },
  details: { title: 'Sent bitcoin', subtitle: 'to bitcoin address' },
};

const of = (changes: object) => mapTransaction({ ...SEND, ...changes }, NOW);
const btc = (amount: string) => ({ amount: { amount, currency: 'BTC' } });
const usd = (amount: string) => ({ amount, currency: 'USD' });

describe('a transfer', () => {
  test('goes with what the network took of it, and is worth nothing that anybody but the trader knows', () => {
    expect(mapTransaction(SEND, NOW)).toEqual({
      movement: {
        extId: SEND.id,
        kind: 'transfer_out',
        asset: 'BTC',
        qty: '0.25000000',
        value: null,
        valueCurrency: null,
        ts: '2026-03-26T20:42:00Z',
      },
    });
  });

  test.each([
    ['send', '1', 'transfer_in'],
    ['receive', '1', 'transfer_in'],
    ['request', '-1', 'transfer_out'],
    ['tx', '1', 'transfer_in'],
    ['tx', '-1', 'transfer_out'],
    ['fiat_deposit', '100', 'transfer_in'],
    ['fiat_withdrawal', '-100', 'transfer_out'],
    ['intx_deposit', '-1', 'transfer_out'],
    ['derivatives_settlement', '12.5', 'transfer_in'],
    ['cardspend', '-20', 'transfer_out'],
    ['retail_simple_dust', '-0.00000001', 'transfer_out'],
    ['unsupported_asset_recovery', '3', 'transfer_in'],
  ])('of the type %s over %s is %s', (type, amount, kind) => {
    expect(of({ type, ...btc(amount) })).toMatchObject({
      movement: { kind, qty: amount.replace('-', ''), value: null, valueCurrency: null },
    });
  });

  test.each([
    ['From Coinbase Earn', null],
    ['Coinbase Earn', null],
    [null, 'Earn Task'],
  ])('from the user Coinbase ("%s", "%s") is a reward', (subtitle, description) => {
    const earned = { ...btc('2'), native_amount: usd('1.50'), from: { resource: 'user' }, description };
    expect(of({ ...earned, details: { subtitle } })).toMatchObject({
      movement: { kind: 'reward', value: '1.50', valueCurrency: 'USD' },
    });
    expect(of({ ...earned, description: null, details: { subtitle: 'From Ada' } })).toMatchObject({
      movement: { kind: 'transfer_in', value: null },
    });
  });
});

describe('a reward', () => {
  test.each([
    'staking_reward',
    'inflation_reward',
    'interest',
    'earn_payout',
    'incentives_rewards_payout',
    'subscription_rebate',
    'cardbuyback',
  ])('of the type %s is worth what it was worth when it came', (type) => {
    expect(of({ type, ...btc('0.001'), native_amount: usd('60.12') })).toMatchObject({
      movement: { kind: 'reward', qty: '0.001', value: '60.12', valueCurrency: 'USD' },
    });
  });

  test('whose worth is rounded to nothing has none, since nothing is not what it is worth', () => {
    expect(of({ type: 'interest', ...btc('0.00000001'), native_amount: usd('0.00') })).toMatchObject({
      movement: { kind: 'reward', value: null, valueCurrency: null },
    });
    expect(of({ type: 'interest', ...btc('1'), native_amount: null })).toMatchObject({
      movement: { value: null },
    });
  });

  test.each(['clawback', 'incentives_shared_clawback', 'staking_reward'])(
    'that is taken back by %s goes',
    (type) => {
      expect(of({ type, ...btc('-1') })).toMatchObject({ movement: { kind: 'transfer_out' } });
    },
  );
});

describe('a convert', () => {
  test('is two legs, each worth its native amount without the sign', () => {
    const trade = { type: 'trade', trade: { id: 'one' } };
    const out = { ...trade, ...btc('-0.5'), native_amount: usd('-30000.00') };
    const into = { amount: { amount: '9.85', currency: 'ETH' }, native_amount: usd('29550.00') };
    expect(of(out)).toMatchObject({ movement: { kind: 'convert_out', asset: 'BTC', value: '30000.00' } });
    expect(of({ ...trade, ...into, id: 'two' })).toMatchObject({
      movement: { extId: 'two', kind: 'convert_in', asset: 'ETH', qty: '9.85', value: '29550.00' },
    });
  });

  test.each(['wrap_asset', 'unwrap_asset', 'retail_eth2_deprecation'])('is %s, too', (type) => {
    expect(of({ type, ...btc('1') })).toMatchObject({ movement: { kind: 'convert_in' } });
  });
});

test('a subscription is a fee', () => {
  expect(of({ type: 'subscription', amount: usd('-29.99'), native_amount: usd('-29.99') })).toMatchObject({
    movement: { kind: 'fee', asset: 'USD', qty: '29.99' },
  });
});

describe('a buy or a sell of the simple product', () => {
  const buy = (told: object | undefined, changes: object = {}) =>
    of({ type: 'buy', ...btc('0.02'), native_amount: usd('1202.99'), buy: told, ...changes });

  test('is a fill, its price the subtotal for a unit', () => {
    const told = { id: 'b-1', fee: usd('2.99'), subtotal: usd('1200.00'), total: usd('1202.99') };
    expect(buy(told)).toEqual({
      fill: {
        extId: SEND.id,
        symbol: 'BTC-USD',
        side: 'BUY',
        qty: '0.02',
        price: '60000',
        fee: '2.99',
        feeCurrency: 'USD',
        ts: '2026-03-26T20:42:00Z',
        venueSeq: '2026-03-26T20:42:00.000000000Z',
        orderId: 'b-1',
      },
    });
    const sell = { type: 'sell', ...btc('-0.02'), native_amount: usd('-1200.00'), sell: told };
    expect(of(sell)).toMatchObject({ fill: { side: 'SELL', qty: '0.02', price: '60000', fee: '2.99' } });
  });

  test('without a subtotal takes the fee out of what a buy was paid with, and none out of what a sell fetched', () => {
    expect(buy({ id: 'b-1', fee: usd('2.99') })).toMatchObject({ fill: { price: '60000', fee: '2.99' } });
    const sell = { type: 'sell', ...btc('-0.02'), native_amount: usd('-1200.00') };
    expect(of({ ...sell, sell: { id: 's-1', fee: usd('2.99') } })).toMatchObject({
      fill: { price: '60000', fee: '2.99', orderId: 's-1' },
    });
  });

  test('of which only the id is told has a price with the fee in it, and an unknown fee', () => {
    expect(buy({ id: 'b-1' })).toMatchObject({ fill: { price: '60149.5', fee: null, feeCurrency: null } });
    expect(buy(undefined)).toMatchObject({ fill: { orderId: null } });
  });

  test('whose price has no end keeps 24 decimals', () => {
    const third = { ...btc('3'), native_amount: usd('100.00') };
    expect(buy(undefined, third)).toMatchObject({ fill: { price: `33.${'3'.repeat(24)}` } });
  });

  test('is told once: in the wallet of cash it is nothing', () => {
    expect(buy(undefined, { amount: usd('-1202.99') })).toEqual({ nothing: 'cash_side' });
  });

  test.each([
    ['that takes coins away', buy({}, btc('-0.02')), 'A buy of -0.02 BTC cannot be.'],
    ['of nothing', buy({}, btc('0.00')), 'The quantity "0.00" is not'],
    ['that tells no money', buy({}, { native_amount: null }), 'does not tell what was paid'],
    ['whose fee is no number', buy({ fee: usd('n/a') }), 'The fee "n/a" is not'],
  ])('%s is rejected', (_, mapped, reason) => {
    expect(mapped).toMatchObject({ rejected: { extId: SEND.id, reason: expect.stringContaining(reason) } });
  });
});

describe('nothing is made of', () => {
  test('a fill that the fills endpoint tells', () => {
    expect(of({ type: 'advanced_trade_fill' })).toEqual({ nothing: 'fill_again' });
  });

  test.each([
    'transfer',
    'pro_deposit',
    'pro_withdrawal',
    'exchange_deposit',
    'exchange_withdrawal',
    'vault_withdrawal',
    'staking_transfer',
    'unstaking_transfer',
  ])('a move between accounts of one trader (%s)', (type) => {
    expect(of({ type })).toEqual({ nothing: 'own_wallets' });
  });

  test.each(['failed', 'canceled', 'expired'])('what ended without effect (%s)', (status) => {
    expect(of({ status })).toEqual({ nothing: 'not_done' });
  });
});

test.each([
  ['an unknown type', { type: 'airdrop_2031' }, 'A transaction of the type "airdrop_2031" is not known.'],
  ['one that is under way', { status: 'pending' }, 'This send is not completed (pending).'],
  ['no amount', { amount: null }, 'not a transaction as Coinbase documents it (amount:'],
  ['an amount of zero', btc('0.00000000'), 'The quantity "0.00000000" is not'],
  ['an amount that is none', btc('NaN'), 'is not a decimal number'],
  ['an asset of another form', { amount: { amount: '1', currency: 'B TC' } }, 'The asset "B TC"'],
  ['a time that is none', { created_at: 'soon' }, 'The time "soon"'],
  ['a time to come', { created_at: '2026-11-20T12:06:00Z' }, 'has not come yet'],
])('%s is rejected with its id and the reason', (_, changes, reason) => {
  expect(of(changes)).toEqual({
    rejected: { extId: SEND.id, reason: expect.stringContaining(reason) },
  });
});

test.each([null, 7, 'row', [], { id: 5 }])('%j is rejected', (row) => {
  expect(mapTransaction(row, NOW)).toHaveProperty('rejected.reason');
});

describe.skipIf(!sharedDataIsThere)(`recorded details${SKIP_NOTE}`, () => {
  test('of a convert go with its legs, and change nothing of them', () => {
    const recorded: { json: { header?: string } }[] = JSON.parse(
      readSharedText('broker/dali/coinbase_v2.json'),
    );
    const [out, into] = recorded.map(({ json }) => json).filter(({ header }) => header !== undefined);
    // "Converted 0.10000000 ETH ($300.00)" and "Converted 0.10000000 ETH2".
    const trade = { type: 'trade', trade: { id: 'one' } };
    const eth = { amount: { amount: '-0.10000000', currency: 'ETH' }, native_amount: usd('-300.00') };
    const eth2 = { amount: { amount: '0.10000000', currency: 'ETH2' }, native_amount: usd('300.00') };
    expect(of({ ...trade, ...eth, details: out })).toMatchObject({
      movement: { kind: 'convert_out', asset: 'ETH', qty: '0.10000000', value: '300.00' },
    });
    expect(of({ ...trade, ...eth2, details: into })).toMatchObject({
      movement: { kind: 'convert_in', asset: 'ETH2', qty: '0.10000000', value: '300.00' },
    });
  });
});
