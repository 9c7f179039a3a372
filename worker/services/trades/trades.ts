import type { z } from 'zod';
import type { BiasTag, Trade, TradeBias, TradesQuerySchema } from '../../../contracts/trades.ts';
import type { UserRow } from '../../../db/queries/accounts.ts';
import { votesOfTrade } from '../../../db/queries/settings.ts';
import {
  findTrade,
  findTradeBias,
  listTrades,
  type TradeBiasRows,
  type TradeRow,
} from '../../../db/queries/trades.ts';
import type { Context } from '../../context.ts';
import { ledgerOf } from './trade-ledger.ts';

export async function pageOfTrades(
  ctx: Context,
  userId: string,
  { limit, cursor, ...filter }: z.output<typeof TradesQuerySchema>,
): Promise<{ trades: Trade[]; cursor: string | null }> {
  const rows = await listTrades(ctx.db, userId, { ...filter, after: cursor }, limit + 1);
  const page = rows.slice(0, limit).map(toTradeDto);
  return { trades: page, cursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}

export async function oneTrade(ctx: Context, userId: string, id: string): Promise<Trade | null> {
  const row = await findTrade(ctx.db, userId, id);
  return row ? toTradeDto(row) : null;
}

export async function biasOfTrade(ctx: Context, user: UserRow, id: string): Promise<TradeBias | null> {
  const [found, votes] = await Promise.all([
    findTradeBias(ctx.db, user.id, id),
    votesOfTrade(ctx.db, user.id, id),
  ]);
  if (!found.trade) return null;
  const { reflection } = found;
  return {
    trade: toTradeDto(found.trade),
    tags: found.tags.map(toTagDto),
    reflection: reflection ? { insight: reflection.insight, sparkline: reflection.sparkline } : null,
    ledger: ledgerOf(found.trade, found, user.riskPerTrade),
    rules: found.trade.outcome?.rules ?? [],
    feedback: votes.flatMap(({ label, vote }) => (vote === null ? [] : [{ label, vote }])),
  };
}

function toTradeDto({ trade, outcome }: TradeRow): Trade {
  return {
    id: trade.id,
    broker: trade.broker,
    extId: trade.extId,
    symbol: trade.symbol,
    side: trade.side,
    qty: trade.qty,
    price: trade.price,
    fee: trade.fee,
    feeCurrency: trade.feeCurrency,
    ts: trade.ts.toISOString(),
    basis: outcome?.basis ?? null,
    pnl: outcome?.pnl ?? null,
    heldHours: outcome?.heldHours ?? null,
    orderId: outcome?.orderId ?? null,
    labels: outcome?.labels ?? [],
  };
}

function toTagDto(row: TradeBiasRows['tags'][number]): BiasTag {
  return {
    id: row.id,
    tradeId: row.tradeId,
    label: row.label,
    confidence: row.confidence,
    features: row.features,
    createdAt: row.createdAt.toISOString(),
  };
}
