import type { FileFormatId } from '../../../contracts/imports.ts';
import { binanceStatement } from './binance/statement.ts';
import { binanceTrades } from './binance/trades.ts';
import { bybitSpot } from './bybit-spot.ts';
import { coinbaseAccount } from './coinbase/account.ts';
import { coinbaseFills } from './coinbase/fills.ts';
import { coinbaseTransactions } from './coinbase/transactions.ts';
import type { FileFormat } from './format.ts';
import { krakenLedger } from './kraken/ledger.ts';
import { krakenTrades } from './kraken/trades.ts';
import { kucoinTrades } from './kucoin-trades.ts';

/** The exports that are known by their header. */
const KNOWN_FORMATS: readonly FileFormat[] = [
  coinbaseTransactions,
  coinbaseFills,
  coinbaseAccount,
  binanceTrades,
  binanceStatement,
  krakenTrades,
  krakenLedger,
  kucoinTrades,
  bybitSpot,
];

/** By the names of a header's columns. undefined: no known export. */
export function formatOf(columns: readonly string[]): FileFormat | undefined {
  return KNOWN_FORMATS.find((format) => format.matches(columns));
}

export function formatNamed(id: FileFormatId): FileFormat | undefined {
  return KNOWN_FORMATS.find((format) => format.id === id);
}
