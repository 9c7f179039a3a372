import { type ConnectionRow, changeConnection, replaceTokens } from '../../db/queries/connections.ts';
import type { BrokerAdapter, BrokerFailure, Tokens } from '../brokers/port.ts';
import type { Context } from '../context.ts';
import { fail, ok, type Result } from '../result.ts';
import { seal, unseal } from '../security/seal.ts';

/** A token with less than this to live is refreshed before it is used. */
const REFRESH_AHEAD_MS = 60_000;

type SealedTokens = Pick<ConnectionRow, 'accessEnc' | 'refreshEnc' | 'expiresAt'>;

/** Seals a pair of tokens to its connection's row. */
export async function sealTokens(
  ctx: Context,
  row: Pick<ConnectionRow, 'id' | 'userId'>,
  tokens: Tokens,
): Promise<SealedTokens> {
  const key = ctx.config.TOKEN_KEY;
  const place = (column: string) => ({ userId: row.userId, rowId: row.id, column });
  return {
    accessEnc: await seal(key, place('access_enc'), tokens.accessToken),
    refreshEnc: tokens.refreshToken && (await seal(key, place('refresh_enc'), tokens.refreshToken)),
    expiresAt: tokens.expiresAt,
  };
}

/** An access token that works for the next minute, refreshed where it must be. */
export async function accessTokenOf(
  ctx: Context,
  adapter: BrokerAdapter,
  connection: ConnectionRow,
): Promise<Result<string, BrokerFailure>> {
  const { expiresAt } = connection;
  if (expiresAt && expiresAt.getTime() - ctx.now().getTime() < REFRESH_AHEAD_MS) {
    return refreshTokens(ctx, adapter, connection);
  }
  const token = await open(ctx, connection, 'access_enc', connection.accessEnc);
  return token === null ? fail({ kind: 'unauthorized' }) : ok(token);
}

/** The trader took the permission back at the broker: the connection says so, and its tokens are gone. */
export async function markRevoked(
  ctx: Context,
  connection: ConnectionRow,
  by: 'broker' | 'user',
): Promise<void> {
  await changeConnection(
    ctx.db,
    connection.userId,
    connection.broker,
    { status: 'revoked', accessEnc: '', refreshEnc: null, expiresAt: null },
    {
      id: ctx.newId(),
      userId: connection.userId,
      action: 'broker.revoked',
      meta: { broker: connection.broker, by },
    },
  );
}

async function refreshTokens(
  ctx: Context,
  adapter: BrokerAdapter,
  connection: ConnectionRow,
): Promise<Result<string, BrokerFailure>> {
  const refreshToken =
    connection.refreshEnc && (await open(ctx, connection, 'refresh_enc', connection.refreshEnc));
  if (!refreshToken) return fail({ kind: 'unauthorized' });
  const refreshed = await adapter.refresh(refreshToken);
  if (!refreshed.ok) return refreshed;
  await replaceTokens(ctx.db, connection, await sealTokens(ctx, connection, refreshed.value));
  return ok(refreshed.value.accessToken);
}

function open(ctx: Context, row: ConnectionRow, column: string, sealed: string): Promise<string | null> {
  return unseal(ctx.config.TOKEN_KEY, { userId: row.userId, rowId: row.id, column }, sealed);
}
