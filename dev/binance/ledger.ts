import { Big } from 'big.js';
import type { BinanceTrade } from './trade-json.ts';

export interface Deposit {
  id: string;
  amount: string;
  coin: string;
  network: string;
  status: number;
  address: string;
  addressTag: string;
  txId: string;
  insertTime: number;
  completeTime?: number;
  transferType: number;
  confirmTimes: string;
  unlockConfirm: number;
  walletType: number;
}

interface Withdrawal {
  id: string;
  amount: string;
  transactionFee: string;
  coin: string;
  status: number;
  address: string;
  txId: string;
  /** "2019-10-12 11:12:02", UTC */
  applyTime: string;
  completeTime?: string;
  network: string;
  transferType: number;
  walletType: number;
}

interface Dividend {
  id: number;
  amount: string;
  asset: string;
  divTime: number;
  enInfo: string;
  tranId: number;
}

interface Convert {
  quoteId: string;
  orderId: number;
  orderStatus: string;
  fromAsset: string;
  fromAmount: string;
  toAsset: string;
  toAmount: string;
  ratio: string;
  inverseRatio: string;
  createTime: number;
}

interface Dribblet {
  operateTime: number;
  totalTransferedAmount: string;
  totalServiceChargeAmount: string;
  transId: number;
  userAssetDribbletDetails: {
    transId: number;
    serviceChargeAmount: string;
    amount: string;
    operateTime: number;
    transferedAmount: string;
    fromAsset: string;
  }[];
}

/** All that happened in an account, in Binance's own shapes. */
export interface Ledger {
  /** Oldest first. */
  trades: BinanceTrade[];
  deposits: Deposit[];
  withdrawals: Withdrawal[];
  dividends: Dividend[];
  converts: Convert[];
  dribblets: Dribblet[];
}

export function emptyLedger(): Ledger {
  return { trades: [], deposits: [], withdrawals: [], dividends: [], converts: [], dribblets: [] };
}

/** What an account holds after everything. `splitSymbol` names a symbol's assets. */
export function balancesOf(
  ledger: Ledger,
  splitSymbol: (symbol: string) => { base: string; quote: string } | undefined,
): Map<string, Big> {
  const held = new Map<string, Big>();
  const move = (asset: string, amount: Big | string) =>
    held.set(asset, (held.get(asset) ?? new Big(0)).plus(amount));
  for (const { coin, amount, status } of ledger.deposits) if (status === 1) move(coin, amount);
  for (const { coin, amount, transactionFee, status } of ledger.withdrawals)
    if (status === 6) move(coin, new Big(amount).plus(transactionFee).neg());
  for (const { asset, amount } of ledger.dividends) move(asset, amount);
  for (const { fromAsset, fromAmount, toAsset, toAmount, orderStatus } of ledger.converts) {
    if (orderStatus !== 'SUCCESS') continue;
    move(fromAsset, new Big(fromAmount).neg());
    move(toAsset, toAmount);
  }
  for (const { userAssetDribbletDetails } of ledger.dribblets) {
    for (const { fromAsset, amount, transferedAmount } of userAssetDribbletDetails) {
      move(fromAsset, new Big(amount).neg());
      move('BNB', transferedAmount);
    }
  }
  for (const trade of ledger.trades) {
    const market = splitSymbol(trade.symbol);
    if (!market) continue;
    const sign = trade.isBuyer ? 1 : -1;
    // What was paid is price times quantity; quoteQty is rounded to eight digits.
    move(market.base, new Big(trade.qty).times(sign));
    move(market.quote, new Big(trade.qty).times(trade.price).times(-sign));
    move(trade.commissionAsset, new Big(trade.commission).neg());
  }
  return held;
}
