import { z } from 'zod';
import {
  type ConnectionRow,
  changeConnection,
  claimRefresh,
  endRefresh,
  findConnection,
} from '../../../db/queries/connections.ts';
import type { BrokerAdapter, BrokerFailure, Credentials, OauthPort, Tokens } from '../../brokers/port.ts';
import type { Context } from '../../context.ts';
import { fail, ok, type Result } from '../../result.ts';
import { openSecret, sealSecret } from '../secrets.ts';

/** A token with less than this to live is refreshed before it is used. */
const REFRESH_AHEAD_MS = 60_000;
/** Longer than the broker's deadline, so that nobody takes over a refresh that is still under way. */
const REFRESH_LEASE_MS = 15_000;
const REFRESH_POLL_MS = 100;

/** A lost key must not pass for a permission that ended: that would wipe every connection. */
const UNREADABLE = { kind: 'refused', status: 0, detail: 'the stored token does not open' } as const;

const KeySchema = z.object({ key: z.string(), secret: z.string() });

type SealedTokens = Pick<ConnectionRow, 'accessEnc' | 'refreshEnc' | 'expiresAt'>;

/** Seals a pair of tokens to its connection's row. */
export async function sealTokens(
  ctx: Context,
  row: Pick<ConnectionRow, 'id' | 'userId'>,
  tokens: Tokens,
): Promise<SealedTokens> {
  const place = (column: string) => ({ userId: row.userId, rowId: row.id, column });
  return {
    accessEnc: await sealSecret(ctx, place('access_enc'), tokens.accessToken),
    refreshEnc: tokens.refreshToken && (await sealSecret(ctx, place('refresh_enc'), tokens.refreshToken)),
    expiresAt: tokens.expiresAt,
  };
}

/** Seals a trader's own key to its connection's row. */
export async function sealKey(
  ctx: Context,
  row: Pick<ConnectionRow, 'id' | 'userId'>,
  key: z.infer<typeof KeySchema>,
): Promise<SealedTokens> {
  const place = { userId: row.userId, rowId: row.id, column: 'access_enc' };
  return {
    accessEnc: await sealSecret(ctx, place, JSON.stringify(key)),
    refreshEnc: null,
    expiresAt: null,
  };
}

/** What opens the account for the next minute: a token, refreshed where it must be, or the trader's key. */
export async function credentialsOf(
  ctx: Context,
  adapter: BrokerAdapter,
  connection: ConnectionRow,
): Promise<Result<Credentials, BrokerFailure>> {
  const { expiresAt } = connection;
  if (expiresAt && expiresAt.getTime() - ctx.now().getTime() < REFRESH_AHEAD_MS) {
    return renewedCredentialsOf(ctx, adapter, connection);
  }
  return openCredentials(ctx, connection);
}

/** The trader took the permission back at the broker: the connection says so, and its tokens are gone. */
export async function markRevoked(
  ctx: Context,
  connection: ConnectionRow,
  by: 'broker' | 'user',
): Promise<void> {
  await changeConnection(
    ctx.db,
    connection,
    { status: 'revoked', accessEnc: '', refreshEnc: null, expiresAt: null },
    {
      id: ctx.newId(),
      action: 'broker.revoked',
      meta: { broker: connection.broker, by },
    },
  );
}

/**
 * A new access token in place of one that ran out or was refused. Of many who ask at once one refreshes, and the others wait for its pair. A key that
 * the broker refuses cannot be renewed.
 */
export async function renewedCredentialsOf(
  ctx: Context,
  { oauth }: BrokerAdapter,
  stale: ConnectionRow,
): Promise<Result<Credentials, BrokerFailure>> {
  if (stale.auth === 'api_key' || !oauth) return fail({ kind: 'unauthorized' });
  const deadline = ctx.now().getTime() + REFRESH_LEASE_MS;
  while (ctx.now().getTime() < deadline) {
    if (await claimRefresh(ctx.db, stale, REFRESH_LEASE_MS)) return refresh(ctx, oauth, stale);
    const current = await findConnection(ctx.db, stale.userId, stale.broker);
    if (!current || current.status === 'revoked') return fail({ kind: 'unauthorized' });
    if (current.accessEnc !== stale.accessEnc) return openCredentials(ctx, current);
    await new Promise((resolve) => setTimeout(resolve, REFRESH_POLL_MS));
  }
  return fail({
    kind: 'unavailable',
    retryAfterMs: null,
    detail: 'Another refresh of this connection did not end.',
  });
}

async function refresh(
  ctx: Context,
  oauth: OauthPort,
  stale: ConnectionRow,
): Promise<Result<Credentials, BrokerFailure>> {
  const refreshed = await refreshWith(ctx, oauth, stale);
  const next = refreshed.ok ? await sealTokens(ctx, stale, refreshed.value) : {};
  // The old refresh token is spent: a pair that is not kept now ends the connection.
  await endRefresh(ctx.db, stale, next).catch(() => endRefresh(ctx.db, stale, next));
  return refreshed.ok ? ok({ kind: 'oauth2', accessToken: refreshed.value.accessToken }) : refreshed;
}

async function refreshWith(
  ctx: Context,
  oauth: OauthPort,
  { refreshEnc, ...stale }: ConnectionRow,
): Promise<Result<Tokens, BrokerFailure>> {
  if (refreshEnc === null) return fail({ kind: 'unauthorized' });
  const refreshToken = await open(ctx, stale, 'refresh_enc', refreshEnc);
  return refreshToken === null ? fail(UNREADABLE) : oauth.refresh(refreshToken);
}

async function openCredentials(
  ctx: Context,
  row: ConnectionRow,
): Promise<Result<Credentials, BrokerFailure>> {
  const opened = await open(ctx, row, 'access_enc', row.accessEnc);
  if (opened === null) return fail(UNREADABLE);
  return ok(
    row.auth === 'oauth2'
      ? { kind: 'oauth2', accessToken: opened }
      : { kind: 'api_key', ...KeySchema.parse(JSON.parse(opened)) },
  );
}

function open(
  ctx: Context,
  row: Pick<ConnectionRow, 'id' | 'userId'>,
  column: string,
  sealed: string,
): Promise<string | null> {
  return openSecret(ctx, { userId: row.userId, rowId: row.id, column }, sealed);
}
