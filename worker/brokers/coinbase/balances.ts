import Big from 'big.js';
import { z } from 'zod';
import { AmountSchema } from '../../../contracts/decimal.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { BrokerBalance, BrokerFailure, Credentials } from '../port.ts';
import type { CoinbaseApi } from './api.ts';

const PAGE_SIZE = '250';
/** A wallet per asset that Coinbase lists, a few times over: beyond that something is wrong with the paging. */
const MAX_PAGES = 20;

const MoneySchema = z.object({ value: AmountSchema });

/** A page of `GET /api/v3/brokerage/accounts`. */
const AccountsAnswerSchema = z.object({
  accounts: z.array(
    z.object({
      currency: z.string().min(1).max(20),
      available_balance: MoneySchema,
      /** Reserved for open orders; not told of a wallet that cannot trade. */
      hold: MoneySchema.nullish(),
    }),
  ),
  has_next: z.boolean(),
  cursor: z.string().nullish(),
});

type AccountsAnswer = z.output<typeof AccountsAnswerSchema>;

/** Available and held, summed over all wallets of an asset, in units of the asset. Assets of which there is nothing are left out. */
export async function fetchBalances(
  api: CoinbaseApi,
  credentials: Credentials,
): Promise<Result<BrokerBalance[], BrokerFailure>> {
  const totals = new Map<string, Big>();
  const seen = new Set<string>();
  let cursor: string | null = null;
  while (seen.size < MAX_PAGES) {
    const answer: Result<AccountsAnswer, BrokerFailure> = await api.get(
      credentials,
      '/api/v3/brokerage/accounts',
      { limit: PAGE_SIZE, cursor },
      AccountsAnswerSchema,
    );
    if (!answer.ok) return answer;
    for (const { currency, available_balance, hold } of answer.value.accounts) {
      const here = new Big(available_balance.value).plus(hold?.value ?? 0);
      totals.set(currency, here.plus(totals.get(currency) ?? 0));
    }
    if (!answer.value.has_next) return ok(held(totals));
    cursor = answer.value.cursor ?? '';
    if (cursor === '' || seen.has(cursor)) break;
    seen.add(cursor);
  }
  return fail({ kind: 'malformed', detail: 'accounts: the pages do not end' });
}

function held(totals: Map<string, Big>): BrokerBalance[] {
  return [...totals]
    .filter(([, total]) => !total.eq(0))
    .map(([asset, total]) => ({ asset, qty: total.toFixed() }));
}
