import { z } from 'zod';
import { parseJson } from '../../parse-json.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { BrokerFailure } from '../port.ts';
import { WALLETS_PAGE_SIZE } from './wallet-schema.ts';

const Id = z.string().min(1).max(128);

const StageSchema = z.discriminatedUnion('stage', [
  /** The next page of the account's wallets. */
  z.strictObject({ stage: z.literal('wallets'), after: Id.nullable() }),
  /** The transactions of the first wallet after one of them, then the other wallets, then the wallets after these. */
  z.strictObject({
    stage: z.literal('transactions'),
    wallets: z.array(Id).min(1).max(WALLETS_PAGE_SIZE),
    after: Id.nullable(),
    walletsAfter: Id.nullable(),
  }),
]);

/** Where the reading of an account stands: fills first, then the movements of wallet after wallet. */
export type Stage = { stage: 'fills'; cursor: string | null } | z.infer<typeof StageSchema>;
export type MovementStage = Exclude<Stage, { stage: 'fills' }>;

export function encodeStage(stage: MovementStage): string {
  return JSON.stringify(stage);
}

/** Coinbase's own cursors are of fills, and are passed on as they are: jobs that began before movements were read have no others. */
export function decodeCursor(cursor: string | null): Result<Stage, BrokerFailure> {
  if (cursor === null || !cursor.startsWith('{')) return ok({ stage: 'fills', cursor });
  const parsed = StageSchema.safeParse(parseJson(cursor));
  return parsed.success ? ok(parsed.data) : fail({ kind: 'malformed', detail: 'the cursor is not readable' });
}
