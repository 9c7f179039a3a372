import { ok, type Result } from '../../result.ts';
import type { ActivityPage, BrokerFailure } from '../port.ts';
import { encodeStage, type MovementStage } from './activity-cursor.ts';
import { mapTransaction } from './map-transaction.ts';
import type { Reader } from './reader.ts';
import {
  nextAfter,
  TRANSACTIONS_PAGE_SIZE,
  TransactionsAnswerSchema,
  WALLETS_PAGE_SIZE,
  type Wallet,
  WalletsAnswerSchema,
} from './wallet-schema.ts';

type At<Name extends MovementStage['stage']> = Extract<MovementStage, { stage: Name }>;

/** The next of the account's wallets. What they hold is read with the next cursor. */
export async function fetchWallets(
  { api, credentials }: Reader,
  { after }: At<'wallets'>,
): Promise<Result<ActivityPage, BrokerFailure>> {
  const query = { limit: String(WALLETS_PAGE_SIZE), starting_after: after };
  const answer = await api.get(credentials, '/v2/accounts', query, WalletsAnswerSchema);
  if (!answer.ok) return isForbidden(answer.failure) ? ok(withoutMovements('wallet:accounts:read')) : answer;
  const walletsAfter = nextAfter(answer.value.pagination);
  const wallets = answer.value.data.filter(wasUsed).map(({ id }) => id);
  return ok(pageUpTo(stageAfter(wallets, walletsAfter)));
}

/**
 * The next transactions of the first wallet, newest first, as far as the window reaches back. v2 tells times in whole seconds, so that what is of the
 * window's first second belongs to it.
 */
export async function fetchTransactions(
  { api, credentials, since, until }: Reader,
  stage: At<'transactions'>,
): Promise<Result<ActivityPage, BrokerFailure>> {
  const [wallet = '', ...others] = stage.wallets;
  const query = { limit: String(TRANSACTIONS_PAGE_SIZE), order: 'desc', starting_after: stage.after };
  const path = `/v2/accounts/${encodeURIComponent(wallet)}/transactions`;
  const answer = await api.get(credentials, path, query, TransactionsAnswerSchema);
  if (!answer.ok) {
    if (isForbidden(answer.failure)) return ok(withoutMovements('wallet:transactions:read'));
    if (answer.failure.kind !== 'refused') return answer;
    // One wallet that cannot be told must not hide the others.
    const page = pageUpTo(stageAfter(others, stage.walletsAfter));
    page.rejected.push({
      extId: wallet,
      reason: `Coinbase does not tell this wallet (${answer.failure.detail}).`,
    });
    return ok(page);
  }

  const now = new Date();
  const fromMs = Math.floor(since.getTime() / 1000) * 1000;
  const inWindow: unknown[] = [];
  let isOlder = false;
  for (const row of answer.value.data) {
    const at = createdAt(row);
    if (at !== null && at > until.getTime()) continue;
    if (at !== null && at < fromMs) isOlder = true;
    else inWindow.push(row);
  }
  const after = isOlder ? null : nextAfter(answer.value.pagination);
  const page = pageUpTo(after === null ? stageAfter(others, stage.walletsAfter) : { ...stage, after });
  for (const row of inWindow) {
    const mapped = mapTransaction(row, now);
    if ('fill' in mapped) page.fills.push(mapped.fill);
    else if ('movement' in mapped) page.movements.push(mapped.movement);
    else if ('rejected' in mapped) page.rejected.push(mapped.rejected);
  }
  return ok(page);
}

/** Coinbase opens a wallet for every asset that it lists. One that is empty and as it was when it was opened has nothing to tell. */
function wasUsed({ balance, created_at, updated_at }: Wallet): boolean {
  return created_at !== updated_at || !created_at || /[1-9]/.test(balance.amount);
}

/** null: everything is read. */
function stageAfter(wallets: string[], walletsAfter: string | null): MovementStage | null {
  if (wallets.length > 0) return { stage: 'transactions', wallets, after: null, walletsAfter };
  return walletsAfter === null ? null : { stage: 'wallets', after: walletsAfter };
}

function pageUpTo(next: MovementStage | null): ActivityPage {
  return { fills: [], movements: [], rejected: [], nextCursor: next && encodeStage(next) };
}

/** Fills are worth having without the rest; the trader is told what is missing, and why. */
function withoutMovements(permission: string): ActivityPage {
  const reason = `The permission ${permission} is missing, so deposits, withdrawals, rewards and converts were not read. Connect Coinbase again and allow it.`;
  return { ...pageUpTo(null), rejected: [{ reason }] };
}

function isForbidden(failure: BrokerFailure): boolean {
  return failure.kind === 'refused' && failure.status === 403;
}

/** null: the row tells no time, which is for the mapper to say. */
function createdAt(row: unknown): number | null {
  const text = typeof row === 'object' && row !== null && 'created_at' in row ? row.created_at : null;
  const at = typeof text === 'string' ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}
