import { Big } from 'big.js';
import { splitSymbol } from '../market/product.ts';
import { balancesOf, type Deposit, emptyLedger, type Ledger } from './ledger.ts';
import type { BinanceTrade } from './trade-json.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * An account around its trades: what they needed came by deposit before them, and a little of everything else that moves an inventory happened
 * since. Ends at `nowMs`.
 */
export function storyOf(trades: BinanceTrade[], nowMs: number): Ledger {
  const firstMs = Math.min(trades[0]?.time ?? nowMs, nowMs - 20 * DAY_MS) - HOUR_MS;
  const ledger: Ledger = { ...emptyLedger(), trades };
  for (const [coin, shortfall] of shortfalls(trades)) {
    const spare = coin === 'USDT' ? 10_000 : 0;
    ledger.deposits.push(
      deposit(ledger.deposits.length, coin, shortfall.plus(spare).round(8, Big.roundUp).toFixed(8), firstMs),
    );
  }
  if (!ledger.deposits.some(({ coin }) => coin === 'USDT'))
    ledger.deposits.push(deposit(ledger.deposits.length, 'USDT', '10000.00000000', firstMs));
  ledger.withdrawals.push({
    id: 'b6ae22b3aa844210a7041aee7589627c',
    amount: '500.00000000',
    transactionFee: '1',
    coin: 'USDT',
    status: 6,
    address: '0x94df8b352de7f46f64b01d3666bf6e936e44ce60',
    txId: '0xb5ef8c13b968a406cc62a93a8bd80f9e9a906ef1b3fcf20a2e48573c17659268',
    applyTime: utcText(nowMs - 9 * DAY_MS),
    completeTime: utcText(nowMs - 9 * DAY_MS + 600_000),
    network: 'ETH',
    transferType: 0,
    walletType: 0,
  });
  ledger.dividends.push(
    dividend(1, 'USDT', '1.37000000', nowMs - 12 * DAY_MS, 'Flexible Savings'),
    dividend(2, 'SHIB', '52000.00000000', nowMs - 6 * DAY_MS, 'SHIB distribution'),
  );
  ledger.converts.push({
    quoteId: 'f3b91c525b2644c7bc1e1cd31b6e1aa6',
    orderId: 9_407_084_074,
    orderStatus: 'SUCCESS',
    fromAsset: 'USDT',
    fromAmount: '20',
    toAsset: 'BNB',
    toAmount: '0.06154036',
    ratio: '0.00307702',
    inverseRatio: '324.99',
    createTime: nowMs - 5 * DAY_MS,
  });
  ledger.dribblets.push({
    operateTime: nowMs - 4 * DAY_MS,
    totalTransferedAmount: '0.00132256',
    totalServiceChargeAmount: '0.00002699',
    transId: 45_178_372_831,
    userAssetDribbletDetails: [
      {
        transId: 4_359_321,
        serviceChargeAmount: '0.00002699',
        amount: '52000',
        operateTime: nowMs - 4 * DAY_MS,
        transferedAmount: '0.00132256',
        fromAsset: 'SHIB',
      },
    ],
  });
  return ledger;
}

/** The most that an account would have owed of each asset, had it begun with nothing. */
function shortfalls(trades: readonly BinanceTrade[]): Map<string, Big> {
  const lows = new Map<string, Big>();
  const held = new Map<string, Big>();
  for (const trade of trades) {
    for (const [asset, change] of balancesOf({ ...emptyLedger(), trades: [trade] }, splitSymbol)) {
      const now = (held.get(asset) ?? new Big(0)).plus(change);
      held.set(asset, now);
      if (now.lt(lows.get(asset)?.neg() ?? 0)) lows.set(asset, now.neg());
    }
  }
  return lows;
}

function deposit(index: number, coin: string, amount: string, insertTime: number): Deposit {
  return {
    id: String(769_800_519_366_885 + index),
    amount,
    coin,
    network: 'ETH',
    status: 1,
    address: '0x788cabe9236ce061e5a892e1a59395a81fc8d62c',
    addressTag: '',
    txId: `0xaad4654a3234aa6118af9b4b335f5ae81c360b2394721c019b5d1e75328b0${100 + index}`,
    insertTime,
    completeTime: insertTime,
    transferType: 0,
    confirmTimes: '12/12',
    unlockConfirm: 12,
    walletType: 0,
  };
}

function dividend(index: number, asset: string, amount: string, divTime: number, enInfo: string) {
  return { id: 1_637_366_103 + index, amount, asset, divTime, enInfo, tranId: 2_968_885_920 };
}

/** "2019-10-12 11:12:02" */
function utcText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}
