import type { Reading } from '../format.ts';
import type { ReadingMaker } from '../reading-maker.ts';
import { tradeOfLegs } from '../trade-of-legs.ts';
import { absolute, isNegative } from '../values/decimals.ts';
import type { LedgerType } from './ledger-types.ts';

export interface LedgerRow {
  line: number;
  txid: string;
  refid: string;
  ts: string;
  type: LedgerType;
  asset: string;
  amount: string;
  fee: string;
}

/** What Kraken prices others in, the most so first: EUR-USD, USD-CAD. */
const KRAKEN_QUOTES =
  'JPY CHF CAD USD AUD GBP EUR USDT USDC DAI PYUSD RLUSD USDG EURC EURQ EURR USDQ USDR BTC ETH DOT SOL'.split(
    ' ',
  );

/** The fill that two rows of one refid are, or, of two assets neither of which is a quote, the legs of a convert. */
export function tradeOfLedger(rows: readonly LedgerRow[], make: ReadingMaker): Reading[] {
  const reject = (reason: string) => rows.map(({ line, txid }) => make.reject(line, reason, txid));
  const [a, b] = rows;
  if (!a || !b) return reject('The other half of this trade is not in the file.');
  if (a.asset === b.asset || isNegative(a.amount) === isNegative(b.amount)) {
    return reject(`The two rows of ${a.refid} are not the two sides of a trade.`);
  }
  const trade = tradeOfLegs(a, b, KRAKEN_QUOTES);
  if (!trade) return [a, b].flatMap((row) => legOfConvert(row, make));
  const [fee, other] = [a, b].filter((row) => row.fee !== '0');
  if (other) return reject('Both rows of this trade have a fee.');
  return [
    make.fill(a.line, {
      // The trade's own id in the trade history.
      extId: a.refid,
      ...trade,
      fee: fee?.fee ?? '0',
      feeCurrency: fee?.asset ?? trade.symbol.split('-')[1] ?? null,
      ts: a.ts,
      orderId: null,
    }),
  ];
}

function legOfConvert({ line, txid, ts, asset, amount, fee }: LedgerRow, make: ReadingMaker): Reading[] {
  const common = { asset, value: null, valueCurrency: null, ts };
  const kind = isNegative(amount) ? 'convert_out' : 'convert_in';
  const leg = make.movement(line, { ...common, extId: txid, kind, qty: absolute(amount) });
  if (fee === '0') return [leg];
  return [leg, make.movement(line, { ...common, extId: `${txid}:fee`, kind: 'fee', qty: absolute(fee) })];
}
