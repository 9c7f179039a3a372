import type { LotMatch, RoundTrip, TradeLedger } from '../../../contracts/trades.ts';
import type { TradeBiasRows, TradeRow } from '../../../db/queries/trades.ts';
import { heldOfLot } from '../../../domain/ledger/held-of-lot.ts';
import { riskMultiple } from '../../../domain/report/risk-multiple.ts';

/** What the books say of one fill; null until it is scored. */
export function ledgerOf(
  { trade, outcome }: TradeRow,
  { matches, trip, enteredCost }: Pick<TradeBiasRows, 'matches' | 'trip' | 'enteredCost'>,
  riskPerTrade: string | null,
): TradeLedger | null {
  if (!outcome) return null;
  return {
    matches: matches.map(toMatch),
    unknownQty: outcome.unknownQty,
    heldQty:
      trade.side === 'BUY'
        ? heldOfLot(
            trade,
            matches.map(({ match }) => match.qty),
          )
        : null,
    gross: outcome.gross,
    r: outcome.pnl === null ? null : riskMultiple(outcome.pnl, riskPerTrade),
    roundTrip: trip ? toRoundTrip(trip) : null,
    excursion: outcome.excursion,
    enteredCost: enteredCost
      ? { unitCost: enteredCost.unitCost, acquiredAt: enteredCost.acquiredAt?.toISOString() ?? null }
      : null,
  };
}

function toMatch({ match, closedAt }: TradeBiasRows['matches'][number]): LotMatch {
  return {
    saleId: match.saleId,
    buyId: match.source === 'buy' ? match.lotId : null,
    source: match.source,
    qty: match.qty,
    cost: match.cost,
    proceeds: match.proceeds,
    pnl: match.pnl,
    openedAt: match.openedAt?.toISOString() ?? null,
    closedAt: closedAt.toISOString(),
  };
}

function toRoundTrip(trip: NonNullable<TradeBiasRows['trip']>): RoundTrip {
  return {
    id: trip.id,
    openedAt: trip.openedAt.toISOString(),
    closedAt: trip.closedAt?.toISOString() ?? null,
    entries: trip.entries,
    exits: trip.exits,
    qty: trip.qty,
    gross: trip.gross,
    fees: trip.fees,
    pnl: trip.pnl,
    basis: trip.basis,
  };
}
