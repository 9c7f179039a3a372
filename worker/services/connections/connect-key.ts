import type { Broker, ConnectionDto, ConnectKeyRequest } from '../../../contracts/brokers.ts';
import type { ProblemCode } from '../../../contracts/problems.ts';
import { addAudit } from '../../../db/queries/accounts.ts';
import { saveConnection } from '../../../db/queries/connections.ts';
import type { BrokerFailure } from '../../brokers/port.ts';
import { adapterOf } from '../../brokers/registry.ts';
import type { Context } from '../../context.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { Viewer } from '../sign-in/sessions.ts';
import { requestScores } from '../trades/scores.ts';
import { connectProblem } from './connect-problem.ts';
import { replacedImport, toConnectionDto } from './connections.ts';
import { sealKey } from './credentials.ts';
import { isInvited } from './invites.ts';

interface Refusal {
  code: ProblemCode;
  /** In place of the sentence of the code. */
  detail?: string;
  retryAfterS?: number;
}

/**
 * Connects a broker by a key of the trader's own. The broker is asked first what the key may do: one that may do more than read is refused, and of a
 * key that is refused nothing is kept but that there was one. A second connect takes the place of the first.
 */
export async function connectKey(
  ctx: Context,
  { user }: Viewer,
  broker: Broker,
  { apiKey, apiSecret }: ConnectKeyRequest,
): Promise<Result<ConnectionDto, Refusal>> {
  const port = adapterOf(ctx.config, broker)?.apiKey;
  if (!port) return fail({ code: 'broker_unknown' });
  if (broker === 'binance' && !isInvited(ctx.config.BINANCE_INVITES, user.email)) {
    return fail({ code: 'invite_required' });
  }
  const key = { key: apiKey, secret: apiSecret };
  const asked = await port.permissionsOf(key);
  if (!asked.ok) return fail(refusalOf(asked.failure));
  const { scope, excess } = asked.value;
  const entry = { userId: user.id, meta: { broker, auth: 'api_key' } };
  if (excess.length > 0) {
    await addAudit(ctx.db, { ...entry, id: ctx.newId(), action: 'broker.key_refused' });
    const detail = `This key can ${excess.join(' and ')}, so it was refused and not kept. Make a key that can only read, and enter that one.`;
    return fail({ code: 'api_key_can_trade', detail });
  }
  const row = { id: ctx.newId(), userId: user.id };
  const saved = await saveConnection(
    ctx.db,
    { ...row, broker, auth: 'api_key', status: 'active', scope, ...(await sealKey(ctx, row, key)) },
    { ...entry, id: ctx.newId(), action: 'broker.linked' },
    replacedImport(ctx),
  );
  await requestScores(ctx, user.id);
  return ok(toConnectionDto(saved));
}

function refusalOf(failure: BrokerFailure): Refusal {
  const code = connectProblem(failure, 'api_key_invalid');
  if (failure.kind !== 'rate_limited' || failure.retryAfterMs === null) return { code };
  return { code, retryAfterS: Math.ceil(failure.retryAfterMs / 1000) };
}
