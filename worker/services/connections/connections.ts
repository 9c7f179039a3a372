import { generateCodeVerifier, generateState } from 'arctic';
import type { Broker, ConnectionDto } from '../../../contracts/brokers.ts';
import type { ProblemCode } from '../../../contracts/problems.ts';
import {
  type ConnectionRow,
  changeConnection,
  findConnection,
  listConnections,
  saveConnection,
  saveOauthState,
  takeOauthState,
} from '../../../db/queries/connections.ts';
import { lastImports } from '../../../db/queries/jobs.ts';
import type { BrokerAdapter, BrokerFailure } from '../../brokers/port.ts';
import { adapterOf } from '../../brokers/registry.ts';
import { type Context, newEventKey } from '../../context.ts';
import { logError } from '../../log.ts';
import { fail, ok, type Result } from '../../result.ts';
import { sha256Hex } from '../../security/hashes.ts';
import { toJobDto } from '../jobs.ts';
import { openSecret, sealSecret } from '../secrets.ts';
import type { Viewer } from '../sign-in/sessions.ts';
import { requestScores } from '../trades/scores.ts';
import { connectProblem } from './connect-problem.ts';
import { credentialsOf, markRevoked, sealTokens } from './credentials.ts';

const STATE_LIFE_MS = 10 * 60_000;

export async function describeConnections(ctx: Context, userId: string): Promise<ConnectionDto[]> {
  const [rows, imports] = await Promise.all([listConnections(ctx.db, userId), lastImports(ctx.db, userId)]);
  return rows.map((row) => {
    const last = imports.find(({ params }) => params.broker === row.broker);
    return { ...toConnectionDto(row), ...(last && { lastImport: toJobDto(last) }) };
  });
}

/** Begins OAuth: the state and the PKCE verifier are kept for ten minutes, for this session only. */
export async function startConnect(
  ctx: Context,
  viewer: Viewer,
  broker: Broker,
  redirectUri: string,
): Promise<Result<{ url: string; state: string }, 'broker_unknown' | 'oauth_unavailable'>> {
  const adapter = adapterOf(ctx.config, broker);
  if (!adapter) return fail('broker_unknown');
  if (!adapter.oauth) return fail('oauth_unavailable');
  const state = generateState();
  const codeVerifier = generateCodeVerifier();
  const stateHash = sha256Hex(state);
  await saveOauthState(ctx.db, {
    stateHash,
    userId: viewer.user.id,
    sessionId: viewer.sessionId,
    broker,
    verifierEnc: await sealSecret(ctx, verifierPlace(viewer, stateHash), codeVerifier),
    expiresAt: new Date(ctx.now().getTime() + STATE_LIFE_MS),
  });
  return ok({ url: adapter.oauth.startAuth({ state, codeVerifier, redirectUri }).href, state });
}

/** Ends OAuth: a state that is unknown, used, expired, or of another session connects nothing; nor does an answer of another issuer than the one asked. */
export async function completeConnect(
  ctx: Context,
  viewer: Viewer,
  broker: Broker,
  redirectUri: string,
  answer: { state: string; code: string | undefined; issuer: string | undefined },
): Promise<Result<ConnectionRow, ProblemCode>> {
  const adapter = adapterOf(ctx.config, broker);
  if (!adapter?.oauth) return fail('broker_unknown');
  if (answer.issuer !== undefined && answer.issuer !== adapter.oauth.issuer)
    return fail('oauth_state_invalid');
  const stateHash = sha256Hex(answer.state);
  const owner = { userId: viewer.user.id, sessionId: viewer.sessionId, broker };
  const kept = await takeOauthState(ctx.db, stateHash, owner, ctx.now());
  const codeVerifier = kept && (await openSecret(ctx, verifierPlace(viewer, stateHash), kept.verifierEnc));
  if (!codeVerifier) return fail('oauth_state_invalid');
  if (answer.code === undefined) return fail('oauth_denied');

  const tokens = await adapter.oauth.completeAuth({ code: answer.code, codeVerifier, redirectUri });
  if (!tokens.ok) return fail(connectProblem(tokens.failure, 'oauth_denied'));
  const row = { id: ctx.newId(), userId: viewer.user.id };
  const saved = await saveConnection(
    ctx.db,
    {
      ...row,
      broker,
      auth: 'oauth2',
      status: 'active',
      scope: tokens.value.scope,
      ...(await sealTokens(ctx, row, tokens.value)),
    },
    { id: ctx.newId(), userId: viewer.user.id, action: 'broker.linked', meta: { broker, auth: 'oauth2' } },
    replacedImport(ctx),
  );
  // What a replaced import has stored is scored all the same: its worker, which has lost it, asks for nothing any more.
  await requestScores(ctx, viewer.user.id);
  return ok(saved);
}

/** What is told of an import whose connection was replaced while it was under way. */
export function replacedImport(ctx: Context) {
  const message = 'The broker was connected again, and is read anew by the new connection.';
  return { error: { code: 'broker_revoked', message }, event: newEventKey(ctx), entryId: ctx.newId() };
}

export async function setPaused(
  ctx: Context,
  userId: string,
  broker: Broker,
  paused: boolean,
): Promise<Result<ConnectionDto, 'broker_not_connected' | 'broker_revoked'>> {
  const connection = await findConnection(ctx.db, userId, broker);
  if (!connection) return fail('broker_not_connected');
  if (connection.status === 'revoked') return fail('broker_revoked');
  const status = paused ? 'paused' : 'active';
  const action = paused ? 'broker.paused' : 'broker.resumed';
  const changed = await changeConnection(
    ctx.db,
    connection,
    { status },
    { id: ctx.newId(), action, meta: { broker } },
  );
  return changed ? ok(toConnectionDto({ ...connection, status })) : fail('broker_revoked');
}

/** Ends the permission at the broker as far as it answers, and here in any case. */
export async function revokeConnection(
  ctx: Context,
  userId: string,
  broker: Broker,
): Promise<Result<ConnectionDto, 'broker_not_connected'>> {
  const connection = await findConnection(ctx.db, userId, broker);
  const adapter = adapterOf(ctx.config, broker);
  if (!connection || !adapter) return fail('broker_not_connected');
  if (connection.status !== 'revoked') {
    const failure = await giveBack(ctx, adapter, connection);
    if (failure) logError({ connection: connection.id, revoke: broker }, new Error(failure.kind));
    await markRevoked(ctx, connection, 'user');
  }
  return ok(toConnectionDto({ ...connection, status: 'revoked' }));
}

/** A key of the trader's own is only forgotten here: it ends where it was made. */
async function giveBack(
  ctx: Context,
  adapter: BrokerAdapter,
  connection: ConnectionRow,
): Promise<BrokerFailure | null> {
  if (connection.auth === 'api_key' || !adapter.oauth) return null;
  const opened = await credentialsOf(ctx, adapter, connection);
  if (!opened.ok) return opened.failure;
  if (opened.value.kind !== 'oauth2') return null;
  const revoked = await adapter.oauth.revoke(opened.value.accessToken);
  return revoked.ok ? null : revoked.failure;
}

export function toConnectionDto(row: ConnectionRow): ConnectionDto {
  const { id, broker, auth, status, scope, problem } = row;
  return {
    id,
    broker,
    auth,
    status,
    scope,
    createdAt: row.createdAt.toISOString(),
    problem,
    syncedAt: row.syncedAt?.toISOString() ?? null,
    history: { since: row.historySince?.toISOString() ?? null, complete: row.historyComplete },
  };
}

function verifierPlace(viewer: Viewer, stateHash: string) {
  return { userId: viewer.user.id, rowId: stateHash, column: 'verifier_enc' };
}
