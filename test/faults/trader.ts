import { z } from 'zod';
import { UserResponseSchema } from '../../contracts/auth.ts';
import { JobAcceptedSchema } from '../../contracts/jobs.ts';
import { parse, TwinClient } from '../../dev/client.ts';
import type { Account } from '../../dev/coinbase/accounts.ts';
import type { Database } from './database.ts';
import { Recorder } from './recorder.ts';

const PASSWORD = 'faults need no secret at all';

/** A user of the product, the account at the broker that it reads, and what it was told. */
export interface Trader {
  client: TwinClient;
  userId: string;
  account: Account;
  recorder: Recorder;
  /** Jobs that were answered with a 202. */
  acceptedJobs: string[];
  /** What was asked for, and granted: of these times everything is to be there. */
  asked: AskedWindow[];
}

export interface AskedWindow {
  sinceMs: number;
  untilMs: number;
}

/** A new connection is read so far back by itself. */
const FIRST_IMPORT_MS = 30 * 86_400_000;

const CountSchema = z.object({ count: z.coerce.number() });

let made = 0;

export async function signUpTrader(origin: string, account: Account): Promise<Trader> {
  made += 1;
  const client = new TwinClient(origin);
  await client.enter({ email: `faults-${made}@example.com`, password: PASSWORD });
  const untilMs = Date.now();
  await client.connectCoinbase(account.name);
  const { user } = await parse(await client.get('/api/auth/me'), UserResponseSchema);
  const asked = [{ sinceMs: untilMs - FIRST_IMPORT_MS, untilMs }];
  const recorder = new Recorder(client);
  await recorder.start();
  return { client, userId: user.id, account, recorder, acceptedJobs: [], asked };
}

/** Asks for an import from `since` on; what is answered with 202 is from then on expected to be there. */
export async function requestImport(trader: Trader, since: Date): Promise<string> {
  const window = { sinceMs: since.getTime(), untilMs: Date.now() };
  const body = { broker: 'coinbase', since: since.toISOString() };
  const { jobId } = await parse(await trader.client.post('/api/trades/import', body), JobAcceptedSchema);
  if (!trader.acceptedJobs.includes(jobId)) trader.acceptedJobs.push(jobId);
  trader.asked.push(window);
  return jobId;
}

export async function storedFills(database: Database, { userId }: Trader): Promise<number> {
  const [row] = await database.rows(CountSchema, 'select count(*) from trade where user_id = $1', [userId]);
  return row?.count ?? 0;
}
