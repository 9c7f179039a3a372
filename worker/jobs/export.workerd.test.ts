import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { beginErasure } from '../../db/queries/erasure.ts';
import { claimJob, findJob, requestJob } from '../../db/queries/jobs.ts';
import { exportsOf, textsAt } from '../../test/support/exports.ts';
import { asOwner, keysOf } from '../../test/support/owner.ts';
import { signedUp } from '../../test/support/trader.ts';
import { contextOf, forUser } from '../context.ts';
import { exportKey, readState } from '../export/export-state.ts';
import { exportUser } from './export.ts';
import { LEASE_MS } from './lease.ts';
import { runJob } from './run-job.ts';

const system = contextOf(env);
const WAIT = { kind: 'wait', error: null, afterMs: 0 };
/** Their texts fill more than one part of R2. */
const ROWS = 4_000;
const SLOW_MS = 90_000;

/** A user with so many rejections of long texts that hardly deflate, and an export that nothing but the test runs. */
async function asked(rows = 0) {
  const client = await signedUp();
  const { user } = await (await client.get('/api/auth/me')).json<{ user: { id: string } }>();
  const ctx = forUser(system, user.id);
  const { id } = await requestJob(ctx.db, {
    userId: user.id,
    kind: 'export',
    key: crypto.randomUUID(),
    params: {},
  });
  if (rows > 0) {
    await asOwner(
      `insert into job_rejection (id, job_id, user_id, line, reason)
       select right($2, 16) || lpad(n::text, 10, '0'), $1, $2, n, (select string_agg(encode(sha256(convert_to(random()::text || n || k, 'UTF8')), 'base64'), '') from generate_series(1, 22) k)
       from generate_series(1, $3::int) n`,
      [id, user.id, rows],
    );
  }
  /** Taken by a worker of its own, whoever holds it. */
  const take = async () => {
    const owner = crypto.randomUUID();
    await system.db.execute(sql`update job set lease_until = null where id = ${id}`);
    const row = await claimJob(system.db, id, owner, LEASE_MS);
    if (!row) throw new Error('The job could not be claimed.');
    return { row, lease: { userId: user.id, jobId: id, owner } };
  };
  /** One claim of so many pages. */
  const claim = async (pages?: number) => {
    const { row, lease } = await take();
    return exportUser(ctx, lease, row, pages);
  };
  const stands = async () => {
    const row = await findJob(system.db, user.id, id);
    if (!row) throw new Error('There is no such job.');
    return row;
  };
  const key = exportKey({ userId: user.id, id });
  return {
    client,
    ctx,
    userId: user.id,
    id,
    key,
    take,
    claim,
    stands,
    state: async () => readState((await stands()).cursor),
  };
}

type Asked = Awaited<ReturnType<typeof asked>>;

async function toTheEnd(
  { claim, key }: Asked,
  pages: number,
): Promise<{ claims: number; texts: Record<string, string> }> {
  for (let claims = 1; ; claims += 1) {
    const outcome = await claim(pages);
    if (outcome.kind === 'done') return { claims, texts: await textsAt(key) };
    expect(outcome).toEqual(WAIT);
  }
}

describe('an export', { timeout: SLOW_MS }, () => {
  test('that takes many claims and parts has every row once, and leaves nothing but its file', async () => {
    const one = await asked(ROWS);
    const { claims, texts } = await toTheEnd(one, 7);
    expect(claims).toBeGreaterThan(5);
    const lines = (JSON.parse(texts['job_rejection.json'] ?? '') as { line: number }[]).map(
      ({ line }) => line,
    );
    expect(lines).toEqual(Array.from({ length: ROWS }, (_, at) => at + 1));
    expect(texts['job_rejection.csv']?.split('\r\n')).toHaveLength(1 + ROWS + 1);
    expect(await keysOf(one.key)).toEqual([one.key]);
    expect((await env.SNAPSHOTS.head(one.key))?.size).toBeGreaterThan(5 * 1024 * 1024);
    expect(await one.stands()).toMatchObject({ status: 'done', cursor: null, claims: 1 });
  });

  test('whose worker was killed in the midst of a claim goes on where the last one had paused', async () => {
    const one = await asked(200);
    expect(await one.claim(20)).toEqual(WAIT);
    const paused = (await one.stands()).cursor;
    await one.claim(10);
    // As if the second claim had never got to its end.
    await system.db.execute(sql`update job set cursor = ${paused}, status = 'running' where id = ${one.id}`);
    const { texts } = await toTheEnd(one, 1_000);
    expect(JSON.parse(texts['job_rejection.json'] ?? '')).toHaveLength(200);
    expect(await keysOf(one.key)).toEqual([one.key]);
  });

  test('that has failed begins anew, and what it had written is gone', async () => {
    const one = await asked(ROWS);
    while (((await one.state())?.archive.upload.parts.length ?? 0) === 0)
      expect(await one.claim(10)).toEqual(WAIT);
    const before = await one.state();
    await system.db.execute(sql`update job set attempts = 1 where id = ${one.id}`);
    expect(await one.claim(1)).toEqual(WAIT);
    const after = await one.state();
    expect(after?.archive.entries.map(({ name }) => name)).toEqual(['README.txt']);
    expect(await keysOf(one.key)).toEqual([after?.archive.upload.rest]);
    const upload = env.SNAPSHOTS.resumeMultipartUpload(one.key, before?.archive.upload.uploadId ?? '');
    await expect(upload.uploadPart(9, new Uint8Array(1))).rejects.toThrow();
    const { texts } = await toTheEnd(one, 1_000);
    expect(JSON.parse(texts['job_rejection.json'] ?? '')).toHaveLength(ROWS);
  });

  test('whose lease went to another worker writes no end, and leaves the other its file', async () => {
    const one = await asked();
    const { row, lease } = await one.take();
    await system.db.execute(sql`update job set lease_owner = 'another' where id = ${one.id}`);
    expect(await exportUser(one.ctx, lease, row)).toEqual({ kind: 'lost' });
    expect(await one.stands()).toMatchObject({ status: 'running', result: null });
    expect((await toTheEnd(one, 1_000)).texts['user.json']).toContain(one.userId);
  });

  test('of an account that is deleted meanwhile leaves nothing, and is claimed by nobody any more', async () => {
    const one = await asked(ROWS);
    while (((await one.state())?.archive.upload.parts.length ?? 0) === 0)
      expect(await one.claim(10)).toEqual(WAIT);
    const { row, lease } = await one.take();
    await beginErasure(one.ctx.db, one.userId, {
      id: system.newId(),
      userId: one.userId,
      action: 'account.deletion_asked',
    });
    expect(await exportUser(one.ctx, lease, row, 3)).toEqual({ kind: 'lost' });
    expect(await keysOf(`exports/${one.userId}/`)).toEqual([]);
    const upload = env.SNAPSHOTS.resumeMultipartUpload(
      one.key,
      readState(row.cursor)?.archive.upload.uploadId ?? '',
    );
    await expect(upload.uploadPart(9, new Uint8Array(1))).rejects.toThrow();
    await system.db.execute(sql`update job set status = 'queued', lease_until = null where id = ${one.id}`);
    expect(await claimJob(system.db, one.id, 'another', LEASE_MS)).toBeUndefined();
  });

  test('waits while its isolate is at another one, however often, and then goes on', async () => {
    const [first, second] = [await asked(), await asked()];
    const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
    const slow = new Proxy(env.SNAPSHOTS, {
      get(target, name) {
        const method = Reflect.get(target, name).bind(target);
        return name === 'list' ? async (options: R2ListOptions) => held.then(() => method(options)) : method;
      },
    });
    const { row, lease } = await first.take();
    const begun = exportUser({ ...first.ctx, env: { ...env, SNAPSHOTS: slow } }, lease, row);
    for (let at = 0; at < 25; at += 1) {
      expect(await second.claim()).toMatchObject({ kind: 'wait', error: null, afterMs: expect.any(Number) });
    }
    // So many claims without getting on would have ended it.
    expect((await second.stands()).claims).toBe(0);
    letGo();
    expect(await begun).toEqual({ kind: 'done' });
    expect((await toTheEnd(second, 1_000)).texts['user.json']).toContain(second.userId);
  });

  test('that cannot be read ends as dead after six attempts, with its reason, and without a file', async () => {
    const one = await asked();
    await system.db.execute(
      sql`update job set cursor = '{"archive":{"upload":{"uploadId":null,"parts":[],"rest":"exports/nowhere"},"offset":9,"entries":[],"isOpen":false},"after":null,"begunAt":"2026-11-28T00:00:00Z","failures":5}', attempts = 5 where id = ${one.id}`,
    );
    await runJob(system, one.id);
    expect(await one.stands()).toMatchObject({ status: 'dead', error: { code: 'internal' }, cursor: null });
    expect(await exportsOf(one.client)).toMatchObject([
      { id: one.id, status: 'dead', error: { code: 'internal' } },
    ]);
    expect(await keysOf(one.key)).toEqual([]);
  });
});
