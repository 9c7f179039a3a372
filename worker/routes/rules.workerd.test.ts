import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { UserResponseSchema } from '../../contracts/auth.ts';
import { ProblemSchema } from '../../contracts/problems.ts';
import {
  RuleEffectsResponseSchema,
  RuleSuggestionsResponseSchema,
  RulesResponseSchema,
} from '../../contracts/rule-reports.ts';
import { RULE_KINDS, RuleResponseSchema, RuleUpsertRequestSchema } from '../../contracts/rules.ts';
import { TradeBiasResponseSchema } from '../../contracts/trades.ts';
import { parse, type TwinClient } from '../../dev/client.ts';
import { EVERY_RULE } from '../../domain/testing/every-rule.ts';
import { allTrades } from '../../test/support/all-trades.ts';
import { atRest, scoredTrader } from '../../test/support/scored-trader.ts';
import { signedUp, steer } from '../../test/support/trader.ts';
import { contextOf } from '../context.ts';
import { upsertRule } from '../services/rules/change-rule.ts';
import { verifyAll } from '../services/trades/verify.ts';

const ctx = contextOf(env);
const { db } = ctx;

function upsert(client: TwinClient, body: unknown): Promise<Response> {
  return client.send('POST', '/api/rules/upsert', JSON.stringify(body));
}

async function rulesOf(client: TwinClient) {
  return parse(await client.get('/api/rules'), RulesResponseSchema);
}

async function idOf(client: TwinClient): Promise<string> {
  return (await parse(await client.get('/api/auth/me'), UserResponseSchema)).user.id;
}

async function versionsOf(userId: string) {
  const { rows } = await db.execute<{ kind: string; active: boolean; since: string }>(
    sql`select kind, active, since from rule_version where user_id = ${userId} order by since`,
  );
  return rows;
}

const ONLY_TWO = { kind: 'onlySymbols', params: { symbols: ['BTC-USD', 'ETH-USD'] }, active: true };
const AT_MOST_30 = { kind: 'maxPositionPct', params: { pct: 30 }, active: true };

describe('a rule', () => {
  test('of every kind is kept as it is sent, and the same again changes nothing', async () => {
    const client = await signedUp();
    const userId = await idOf(client);
    for (const rule of EVERY_RULE) {
      // 2 × 40 % would contradict it.
      const body = { ...rule, active: rule.kind !== 'maxPositionPct' };
      const { rule: made } = await parse(await upsert(client, body), RuleResponseSchema);
      expect(made).toMatchObject(body);
      expect(await parse(await upsert(client, body), RuleResponseSchema)).toEqual({ rule: made });
    }
    const { rules } = await rulesOf(client);
    expect(rules.map(({ kind }) => kind)).toEqual(RULE_KINDS);
    expect(await versionsOf(userId)).toHaveLength(EVERY_RULE.length);
    const { rows } = await db.execute(
      sql`select from audit where user_id = ${userId} and action = 'rule.changed'`,
    );
    expect(rows).toHaveLength(EVERY_RULE.length);
  });

  test('that is changed, ended and taken up again is one rule with four versions', async () => {
    const client = await signedUp();
    const rule = (hours: number, active: boolean) => ({ kind: 'minHoldHours', params: { hours }, active });
    for (const body of [rule(5, true), rule(6, true), rule(6, false), rule(6, true)])
      await upsert(client, body);
    const { rules } = await rulesOf(client);
    expect(rules).toHaveLength(1);
    expect(rules[0]).toMatchObject(rule(6, true));
    expect((await versionsOf(await idOf(client))).map(({ active }) => active)).toEqual([
      true,
      true,
      false,
      true,
    ]);
  });

  test.each([
    ['of no kind', { kind: 'neverLose', params: {}, active: true }],
    ['with the parameters of another kind', { kind: 'minHoldHours', params: { pct: 3 }, active: true }],
    ['with a field more', { ...AT_MOST_30, params: { pct: 30, hours: 2 } }],
    ['beyond its bounds', { ...AT_MOST_30, params: { pct: 101 } }],
    ['with a number as text', { ...AT_MOST_30, params: { pct: '30' } }],
    ['of no time of day', { kind: 'noTradingHours', params: { from: '24:00', to: '06:00' }, active: true }],
    ['of an empty span', { kind: 'noTradingHours', params: { from: '06:00', to: '06:00' }, active: true }],
    ['with a product twice', { ...ONLY_TWO, params: { symbols: ['BTC-USD', 'BTC-USD'] } }],
    ['that is neither on nor off', { kind: 'minHoldHours', params: { hours: 2 } }],
  ])('%s is refused with the field that is wrong', async (_, body) => {
    const client = await signedUp();
    const answer = await upsert(client, body);
    const problem = ProblemSchema.parse(await answer.json());
    expect([answer.status, problem.code]).toEqual([400, 'invalid_request']);
    expect(problem.fields?.length).toBeGreaterThan(0);
    expect((await rulesOf(client)).rules).toEqual([]);
  });

  test('that contradicts another one is refused, by which and what to do; switched off it is not', async () => {
    const client = await signedUp();
    await upsert(client, ONLY_TWO);
    const answer = await upsert(client, AT_MOST_30);
    const problem = ProblemSchema.parse(await answer.json());
    expect([answer.status, problem.code]).toEqual([409, 'rules_contradict']);
    expect(problem.detail).toMatch(/2 products.*30%.*50% or more/);
    expect((await upsert(client, { ...AT_MOST_30, active: false })).status).toBe(200);
    expect((await upsert(client, { ...AT_MOST_30, params: { pct: 50 } })).status).toBe(200);
  });

  test('of two that contradict each other and come at the same time one is refused, every time', async () => {
    for (let round = 0; round < 6; round += 1) {
      const client = await signedUp();
      await client.get('/api/auth/me');
      const answers = await Promise.all([upsert(client, ONLY_TWO), upsert(client, AT_MOST_30)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect((await rulesOf(client)).rules.filter(({ active }) => active)).toHaveLength(1);
    }
  });

  test('that is sent six times at once is made once, and six different ones are made one after the other', async () => {
    const client = await signedUp();
    await client.get('/api/auth/me');
    const same = await Promise.all(Array.from({ length: 6 }, () => upsert(client, AT_MOST_30)));
    expect(same.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(await versionsOf(await idOf(client))).toHaveLength(1);
    const others = await Promise.all(
      [31, 32, 33, 34, 35, 36].map((pct) => upsert(client, { ...AT_MOST_30, params: { pct } })),
    );
    expect(others.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    const versions = await versionsOf(await idOf(client));
    expect(versions).toHaveLength(7);
    expect(new Set(versions.map(({ since }) => since)).size).toBe(7);
  });

  test('that something else overtakes each time is refused with the time to wait', async () => {
    const userId = await idOf(await signedUp());
    // No statement of a change finds the inputs that it was decided on.
    const overtaken = new Proxy(db, {
      get: (target, name) => (name === 'execute' ? async () => ({ rows: [] }) : Reflect.get(target, name)),
    });
    expect(
      await upsertRule({ ...ctx, db: overtaken }, userId, RuleUpsertRequestSchema.parse(AT_MOST_30)),
    ).toEqual({
      ok: false,
      failure: { code: 'unavailable', retryAfterS: expect.any(Number) },
    });
  });
});

describe('a trader with rules', () => {
  test('has new fills held against them, and what is stored is recomputed', async () => {
    const { client, userId, trader } = await scoredTrader(60);
    const before = await allTrades(client);
    await upsert(client, { kind: 'maxTradesPerDay', params: { n: 1 }, active: true });
    // In force since an hour ago, as new fills are of some minutes before now.
    await db.execute(
      sql`update rule_version set since = now() - interval '1 hour' where user_id = ${userId}`,
    );
    await db.execute(sql`update "user" set inputs = inputs + 1 where id = ${userId}`);
    await db.execute(sql`update reflection set provisional = true where user_id = ${userId}`);
    await steer(`/accounts/${trader}/fills`, { count: 4, product: 'BTC-USD' });
    await client.untilScored(await client.importFills());
    await atRest(userId);
    const known = new Set(before.map(({ id }) => id));
    const fresh = (await allTrades(client)).filter(({ id }) => !known.has(id));
    const checks = await Promise.all(
      fresh.map(async ({ id }) => {
        const bias = await parse(
          await client.get(`/api/trades/${id}/bias?verify=1`),
          TradeBiasResponseSchema,
        );
        expect(bias.verification).toMatchObject({ equal: true });
        return bias.rules[0];
      }),
    );
    expect(checks.length).toBeGreaterThan(0);
    for (const check of checks) expect(check).toMatchObject({ kind: 'maxTradesPerDay', limit: 1 });
    const { together, lately, rules } = await rulesOf(client);
    expect((together?.kept ?? 0) + (together?.broken ?? 0)).toBeGreaterThan(0);
    expect(rules[0]?.adherence).toEqual(together);
    expect(lately.length).toBe(Math.min(5, together?.broken ?? 0));
    const { length } = await allTrades(client);
    expect(await verifyAll(ctx, userId)).toEqual({
      ok: true,
      value: { trades: length, equal: length, different: [] },
    });
  });

  test('is told effects with n, and suggestions of kinds that are not active', async () => {
    const { client } = await scoredTrader(150);
    const suggested = await parse(await client.get('/api/rules/suggestions'), RuleSuggestionsResponseSchema);
    for (const { tagged, caught, orders, broken } of suggested.suggestions) {
      expect(tagged).toBeGreaterThanOrEqual(suggested.minimum);
      expect(caught).toBeGreaterThan(0);
      expect(caught).toBeLessThanOrEqual(broken);
      expect(broken).toBeLessThanOrEqual(orders);
    }
    await upsert(client, { kind: 'maxTradesPerDay', params: { n: 1 }, active: true });
    const [first] = suggested.suggestions;
    if (first) await upsert(client, { ...first.rule, active: true });
    const { effects } = await parse(await client.get('/api/rules/effects'), RuleEffectsResponseSchema);
    const daily = effects.find(({ kind }) => kind === 'maxTradesPerDay');
    expect(daily?.broken.before).toMatchObject({ known: true });
    expect(daily?.broken.before.n).toBeGreaterThan(20);
    expect(daily?.broken.after).toMatchObject({ known: false, n: 0, minimum: 20 });
    const after = await parse(await client.get('/api/rules/suggestions'), RuleSuggestionsResponseSchema);
    const active = ['maxTradesPerDay', first?.rule.kind];
    expect(after.suggestions.filter(({ rule }) => active.includes(rule.kind))).toEqual([]);
  });
});
