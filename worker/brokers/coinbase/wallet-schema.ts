import { z } from 'zod';

/** The most that v2 gives in a page. */
export const WALLETS_PAGE_SIZE = 100;
export const TRANSACTIONS_PAGE_SIZE = 100;

const Id = z.string().min(1).max(128);

const PaginationSchema = z.object({
  next_uri: z.string().nullish(),
  next_starting_after: Id.nullish(),
});

/** The rest of a wallet is not looked at. */
const WalletSchema = z.object({
  id: Id,
  balance: z.object({ amount: z.string(), currency: z.string() }),
  created_at: z.string().nullish(),
  updated_at: z.string().nullish(),
});
export type Wallet = z.infer<typeof WalletSchema>;

/** A page of `GET /v2/accounts`. */
export const WalletsAnswerSchema = z.object({
  data: z.array(WalletSchema).max(WALLETS_PAGE_SIZE),
  pagination: PaginationSchema.nullish(),
});

/** A page of `GET /v2/accounts/:id/transactions`. Rows are parsed one by one, so that an odd one is rejected by itself. */
export const TransactionsAnswerSchema = z.object({
  data: z.array(z.unknown()),
  pagination: PaginationSchema.nullish(),
});

/**
 * What the next page begins after; null on the last one. The address of the next page is read and never followed: it is the venue's word, and the
 * token must not be sent wherever a body says.
 */
export function nextAfter(pagination: z.infer<typeof PaginationSchema> | null | undefined): string | null {
  if (!pagination?.next_uri) return null;
  if (pagination.next_starting_after) return pagination.next_starting_after;
  const query = pagination.next_uri.split('?')[1] ?? '';
  return Id.nullable().catch(null).parse(new URLSearchParams(query).get('starting_after'));
}

const MoneySchema = z.object({ amount: z.string().max(60), currency: z.string().max(20) });
export type Money = z.infer<typeof MoneySchema>;

/** What a buy or a sell of the retail product tells beside its transaction; older ones tell the id alone. */
const RetailSchema = z.object({
  id: z.string().nullish(),
  fee: MoneySchema.nullish(),
  subtotal: MoneySchema.nullish(),
});

/** A transaction. `amount` is in units of the wallet's asset, `native_amount` its worth in the trader's own currency; both are negative for what goes. */
export const TransactionSchema = z.object({
  id: z.string(),
  type: z.string(),
  status: z.string(),
  amount: MoneySchema,
  native_amount: MoneySchema.nullish(),
  created_at: z.string(),
  description: z.string().nullish(),
  details: z.object({ subtitle: z.string().nullish() }).nullish(),
  from: z.object({ resource: z.string().nullish() }).nullish(),
  buy: RetailSchema.nullish(),
  sell: RetailSchema.nullish(),
});
export type Transaction = z.infer<typeof TransactionSchema>;
