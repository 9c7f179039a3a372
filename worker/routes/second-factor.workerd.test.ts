import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import {
  RecoveryCodesSchema,
  SecondFactorResponseSchema,
  SecondFactorStartedSchema,
} from '../../contracts/account-security.ts';
import { parse, type TwinClient } from '../../dev/client.ts';
import { actionsOf, auditOf, problemOf, userIdOf } from '../../test/support/accounts.ts';
import { addSecondFactor, appCode, forgetSteps } from '../../test/support/second-factor.ts';
import { PASSWORD, signedUp, visitor } from '../../test/support/trader.ts';
import { contextOf } from '../context.ts';
import { tidyUp } from '../jobs/tidy-up.ts';

const { db } = contextOf(env);
const PATH = '/api/account/second-factor';

const stateOf = async (client: TwinClient) => parse(await client.get(PATH), SecondFactorResponseSchema);
const start = (client: TwinClient, password = PASSWORD) => client.post(PATH, { password });
const stop = (client: TwinClient, code: string, password = PASSWORD) =>
  client.send('DELETE', PATH, JSON.stringify({ password, code }));
const logIn = (client: TwinClient, code?: string) =>
  visitor().post('/api/auth/login', { ...client.account, ...(code && { code }) });

async function rowsOf(userId: string) {
  const { rows } = await db.execute<{ secret_enc: string; codes: string[] }>(sql`
    select secret_enc, (select jsonb_agg(code_hash) from recovery_code where user_id = ${userId}) as codes
    from second_factor where user_id = ${userId}`);
  return rows;
}

describe('setting up a second factor', () => {
  test('takes the password and a first code, and gives ten recovery codes; all of it is kept sealed or hashed', async () => {
    const client = await signedUp();
    const userId = await userIdOf(client);
    expect(await stateOf(client)).toEqual({ active: false, recoveryCodesLeft: 0 });

    const { secret, recoveryCodes } = await addSecondFactor(client);
    expect(await stateOf(client)).toEqual({ active: true, recoveryCodesLeft: 10 });
    expect(new Set(recoveryCodes).size).toBe(10);
    const stored = JSON.stringify(await rowsOf(userId));
    expect(stored).toContain('v2.1.');
    for (const plain of [secret, ...recoveryCodes]) expect(stored).not.toContain(plain);
    expect(await actionsOf(userId)).toEqual(['account.signed_up', 'second_factor.added']);
  });

  test('does not begin with a wrong password', async () => {
    const client = await signedUp();
    expect(await problemOf(await start(client, 'another password'))).toMatchObject({
      code: 'password_wrong',
    });
    expect(await rowsOf(await userIdOf(client))).toEqual([]);
  });

  test('asks for nothing before its first code', async () => {
    const client = await signedUp();
    await start(client);
    const refused = await client.post(`${PATH}/confirm`, { code: '000000' });
    expect(await problemOf(refused)).toMatchObject({ code: 'second_factor_wrong', status: 400 });
    expect((await logIn(client)).status).toBe(200);
    expect(await stateOf(client)).toEqual({ active: false, recoveryCodesLeft: 0 });
  });

  test('begun anew makes the secret of before void', async () => {
    const client = await signedUp();
    const before = await parse(await start(client), SecondFactorStartedSchema);
    const now = await parse(await start(client), SecondFactorStartedSchema);
    const confirm = (secret: string) => client.post(`${PATH}/confirm`, { code: appCode(secret) });
    expect((await confirm(before.secret)).status).toBe(400);
    expect((await confirm(now.secret)).status).toBe(200);
  });

  test('is not begun where one is active, nor confirmed where none was begun', async () => {
    const [active, none] = [await signedUp(), await signedUp()];
    const { secret } = await addSecondFactor(active);
    expect(await problemOf(await start(active))).toMatchObject({ code: 'second_factor_active', status: 409 });
    const again = await active.post(`${PATH}/confirm`, { code: appCode(secret) });
    expect(await problemOf(again)).toMatchObject({ code: 'second_factor_active' });
    const early = await none.post(`${PATH}/confirm`, { code: '123456' });
    expect(await problemOf(early)).toMatchObject({ code: 'second_factor_inactive', status: 409 });
  });
});

describe('logging in with a second factor', () => {
  test('asks for the code once the password is right, and not before', async () => {
    const client = await signedUp();
    await addSecondFactor(client);
    expect(await problemOf(await logIn(client))).toMatchObject({
      code: 'second_factor_required',
      status: 401,
    });
    const guess = { ...client.account, password: 'another password', code: '123456' };
    const refused = await visitor().post('/api/auth/login', guess);
    expect(await problemOf(refused)).toMatchObject({ code: 'credentials_wrong', status: 401 });
  });

  test('refuses a wrong code, opens nothing and writes it down', async () => {
    const client = await signedUp();
    const userId = await userIdOf(client);
    const { secret } = await addSecondFactor(client);
    const wrong = appCode(secret) === '000000' ? '000001' : '000000';
    const refused = await logIn(client, wrong);
    expect(await problemOf(refused)).toMatchObject({ code: 'second_factor_wrong', status: 400 });
    expect(refused.headers.getSetCookie().join()).not.toContain('__Host-session');
    expect((await auditOf(userId)).at(-1)).toEqual({
      action: 'session.refused',
      meta: { secondFactor: true },
    });
  });

  test('takes a code once, as the app shows it', async () => {
    const client = await signedUp();
    const { secret } = await addSecondFactor(client);
    const code = appCode(secret);
    expect((await logIn(client, `${code.slice(0, 3)} ${code.slice(3)}`)).status).toBe(200);
    expect(await problemOf(await logIn(client, code))).toMatchObject({ code: 'second_factor_wrong' });
    expect((await logIn(client, appCode(secret, 1))).status).toBe(200);
    // What was shown before is no good either: it is no newer than what was taken.
    expect((await logIn(client, code)).status).toBe(400);
  });

  test('takes a code once of many that come at the same time', async () => {
    const client = await signedUp();
    const { secret } = await addSecondFactor(client);
    const code = appCode(secret);
    const answers = await Promise.all(Array.from({ length: 5 }, () => logIn(client, code)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400, 400]);
  });

  test('does not take the code that confirmed it', async () => {
    const client = await signedUp();
    const { secret } = await parse(await start(client), SecondFactorStartedSchema);
    const code = appCode(secret);
    expect((await client.post(`${PATH}/confirm`, { code })).status).toBe(200);
    expect((await logIn(client, code)).status).toBe(400);
  });

  test('takes each recovery code once, however it is typed', async () => {
    const client = await signedUp();
    const userId = await userIdOf(client);
    const { recoveryCodes } = await addSecondFactor(client);
    const [first = '', second = ''] = recoveryCodes;
    expect((await logIn(client, first.toLowerCase().replaceAll('-', ' '))).status).toBe(200);
    expect((await logIn(client, first)).status).toBe(400);
    const both = await Promise.all([logIn(client, second), logIn(client, second)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 400]);
    expect(await stateOf(client)).toEqual({ active: true, recoveryCodesLeft: 8 });
    expect((await actionsOf(userId)).filter((action) => action === 'recovery_code.used')).toHaveLength(2);
  });

  test('does not take a code of somebody else', async () => {
    const [client, other] = [await signedUp(), await signedUp()];
    await addSecondFactor(client);
    const others = await addSecondFactor(other);
    for (const code of [appCode(others.secret), others.recoveryCodes[0] ?? ''])
      expect((await logIn(client, code)).status).toBe(400);
    expect(await stateOf(other)).toEqual({ active: true, recoveryCodesLeft: 10 });
  });

  test('fails closed where the secret was tampered with, and writes it down', async () => {
    const [client, other] = [await signedUp(), await signedUp()];
    const [userId, otherId] = [await userIdOf(client), await userIdOf(other)];
    await addSecondFactor(client);
    const { secret } = await addSecondFactor(other);
    await db.execute(
      sql`update second_factor set secret_enc = (select secret_enc from second_factor where user_id = ${otherId}) where user_id = ${userId}`,
    );
    expect((await logIn(client, appCode(secret))).status).toBe(400);
    expect(await actionsOf(userId)).toContain('secret.unreadable');
  });
});

describe('new recovery codes', () => {
  const renew = (client: TwinClient, code: string, password = PASSWORD) =>
    client.post(`${PATH}/recovery-codes`, { password, code });

  test('void those of before, used or not', async () => {
    const client = await signedUp();
    const userId = await userIdOf(client);
    const before = await addSecondFactor(client);
    const answer = await renew(client, appCode(before.secret));
    const { recoveryCodes } = await parse(answer, RecoveryCodesSchema);
    expect(await stateOf(client)).toEqual({ active: true, recoveryCodesLeft: 10 });
    expect((await logIn(client, before.recoveryCodes[0])).status).toBe(400);
    expect((await logIn(client, recoveryCodes[0])).status).toBe(200);
    expect(await actionsOf(userId)).toContain('recovery_codes.replaced');
  });

  test('take the password and a code', async () => {
    const [client, none] = [await signedUp(), await signedUp()];
    const { secret } = await addSecondFactor(client);
    const asked = [
      renew(client, '000000'),
      renew(client, appCode(secret), 'another password'),
      renew(none, '123456'),
    ];
    const problems = await Promise.all(asked.map(async (answer) => (await problemOf(await answer)).code));
    expect(problems).toEqual(['second_factor_wrong', 'password_wrong', 'second_factor_inactive']);
  });
});

describe('turning it off', () => {
  test('takes the password and a code, and leaves nothing', async () => {
    const client = await signedUp();
    const userId = await userIdOf(client);
    const { secret } = await addSecondFactor(client);
    expect(await problemOf(await stop(client, '000000'))).toMatchObject({ code: 'second_factor_wrong' });
    const wrong = await stop(client, appCode(secret), 'another password');
    expect(await problemOf(wrong)).toMatchObject({ code: 'password_wrong', status: 400 });
    expect(await stateOf(client)).toMatchObject({ active: true });

    expect((await stop(client, appCode(secret))).status).toBe(204);
    expect(await rowsOf(userId)).toEqual([]);
    expect(await stateOf(client)).toEqual({ active: false, recoveryCodesLeft: 0 });
    expect((await logIn(client)).status).toBe(200);
    expect(await actionsOf(userId)).toContain('second_factor.removed');
    expect(await problemOf(await stop(client, '123456'))).toMatchObject({ code: 'second_factor_inactive' });
  });

  test('is refused while the password is one that only a second factor makes long enough', async () => {
    const client = await signedUp();
    const { secret } = await addSecondFactor(client);
    const short = 'vkq wzxb';
    const chosen = await client.post('/api/account/password', { current: PASSWORD, next: short });
    expect(chosen.status).toBe(204);
    const refused = await problemOf(await stop(client, appCode(secret), short));
    expect(refused).toMatchObject({
      code: 'password_too_short',
      detail: expect.stringContaining('turn it off'),
    });

    const long = 'grumpy otters waltz';
    expect((await client.post('/api/account/password', { current: short, next: long })).status).toBe(204);
    await forgetSteps(client);
    expect((await stop(client, appCode(secret), long)).status).toBe(204);
  });
});

test('one that was begun and left is forgotten after a day', async () => {
  const [left, fresh] = [await signedUp(), await signedUp()];
  await Promise.all([start(left), start(fresh)]);
  const userId = await userIdOf(left);
  await db.execute(
    sql`update second_factor set created_at = now() - interval '25 hours' where user_id = ${userId}`,
  );
  await tidyUp(contextOf(env), new Date());
  expect(await rowsOf(userId)).toEqual([]);
  expect(await rowsOf(await userIdOf(fresh))).toHaveLength(1);
});
