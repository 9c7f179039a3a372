import { z } from 'zod';
import type { MovementKind } from '../../../contracts/imports.ts';
import { checkMovement } from '../check-movement.ts';
import type { BrokerFill, BrokerMovement, RejectedFill } from '../port.ts';
import { printable } from '../printable.ts';
import { mapRetailTrade } from './map-retail-trade.ts';
import { type Reading, readingOf } from './transaction-types.ts';
import { type Transaction, TransactionSchema } from './wallet-schema.ts';

/** `nothing`: it tells nothing that is not told elsewhere, or nothing came of it. */
type Mapped =
  | { fill: BrokerFill }
  | { movement: BrokerMovement }
  | { rejected: RejectedFill }
  | { nothing: 'own_wallets' | 'fill_again' | 'cash_side' | 'not_done' };

type MovementReading = Exclude<Reading, 'own_wallets' | 'fill_again' | 'retail_trade'>;

/** A transaction in one of these will never move anything. */
const NOT_DONE = new Set(['canceled', 'cancelled', 'failed', 'expired', 'declined']);

/**
 * One row of a wallet's transactions in neutral terms. A transfer has no worth: what it had cost only the trader knows. A reward, and a leg of a
 * convert, is worth its `native_amount`; where that is rounded to nothing the worth is not known. What is not yet completed is rejected, so that
 * the trader knows of it.
 */
export function mapTransaction(row: unknown, now: Date): Mapped {
  const parsed = TransactionSchema.safeParse(row);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return reject(
      row,
      `The row is not a transaction as Coinbase documents it (${issue?.path.join('.')}: ${issue?.message}).`,
    );
  }
  const transaction = parsed.data;
  const { type, status } = transaction;
  const reading = readingOf(type);
  if (reading === undefined) return reject(row, `A transaction of the type "${type}" is not known.`);
  if (reading === 'own_wallets' || reading === 'fill_again') return { nothing: reading };
  if (NOT_DONE.has(status)) return { nothing: 'not_done' };
  if (status !== 'completed') {
    return reject(row, `This ${type} is not completed (${status}). A later import reads it when it is.`);
  }
  if (reading === 'retail_trade') {
    const fill = mapRetailTrade(transaction, now);
    if (!fill.ok) return reject(row, fill.failure);
    return fill.value ? { fill: fill.value } : { nothing: 'cash_side' };
  }
  const movement = toMovement(transaction, reading, now);
  return movement.ok ? { movement: movement.value } : reject(row, movement.failure);
}

function toMovement(transaction: Transaction, reading: MovementReading, now: Date) {
  const { id, amount, native_amount, created_at } = transaction;
  const worth = native_amount ? unsigned(native_amount.amount) : '';
  const isKnown = /[1-9]/.test(worth);
  return checkMovement(
    {
      extId: id,
      kind: kindOf(transaction, reading),
      asset: amount.currency,
      qty: unsigned(amount.amount),
      value: isKnown ? worth : null,
      valueCurrency: isKnown ? (native_amount?.currency ?? null) : null,
      ts: created_at,
    },
    now,
  );
}

function kindOf(transaction: Transaction, reading: MovementReading): MovementKind {
  const goes = transaction.amount.amount.startsWith('-');
  switch (reading) {
    case 'transfer':
      if (goes) return 'transfer_out';
      return isEarned(transaction) ? 'reward' : 'transfer_in';
    case 'reward':
      return goes ? 'transfer_out' : 'reward';
    case 'convert':
      return goes ? 'convert_out' : 'convert_in';
    case 'fee':
      return goes ? 'fee' : 'transfer_in';
  }
}

/** Learning rewards came as a gift of the user "Coinbase Earn", long before they had a type. */
function isEarned({ type, from, details, description }: Transaction): boolean {
  const subtitle = details?.subtitle ?? '';
  return (
    type === 'send' &&
    from?.resource === 'user' &&
    (/^From Coinbase\b|Coinbase Earn$/.test(subtitle) || description === 'Earn Task')
  );
}

function unsigned(amount: string): string {
  return amount.replace(/^-/, '');
}

function reject(row: unknown, reason: string): { rejected: RejectedFill } {
  const named = z.object({ id: z.string() }).safeParse(row);
  return {
    rejected: {
      reason: printable(reason, 300),
      ...(named.success && { extId: printable(named.data.id, 128) }),
    },
  };
}
