import { z } from 'zod';
import { CROWD_HEADER } from '../../../dev/crowd.ts';
import { type Check, expectEqual, expectThat } from '../check.ts';
import { mannWhitneyP } from '../mann-whitney.ts';
import { type Member, PASSWORD, type Stack } from '../stack.ts';

const BURST = 20;
const SAMPLES = 200;
const FORGED = 40;
/** Of PASSWORD, as an older version would have made it. */
const WEAK_HASH =
  '$argon2id$v=19$m=8192,t=1,p=1$uiTJEEWKwNWySzU6HfXNIw$vap9rgVMPKhBu1hW6BHRY5F9NoYMi4obiEdULmSx5As';

let made = 0;
const address = () => {
  made += 1;
  return `p-${made}-${Date.now()}@example.com`;
};

const policy: Check = {
  number: 21,
  name: 'passwords: 15 characters or more, up to 128 of any kind, none cut off',
  async run(stack) {
    const signUp = async (password: string) =>
      (await stack.visitor().post('/api/auth/signup', { email: address(), password })).status;
    const words = 'wandering lantern over quiet hills ';
    const long = words.repeat(4).slice(0, 127).concat('x');
    const email = address();
    await stack.visitor().post('/api/auth/signup', { email, password: long });
    const cut = await stack.visitor().post('/api/auth/login', { email, password: long.slice(0, 72) });
    return [
      ...expectEqual('14 characters', await signUp('lantern hills '), 400),
      ...expectEqual('15 characters', await signUp('lantern hills q'), 201),
      ...expectEqual('64 characters', await signUp(words.repeat(2).slice(0, 63).concat('x')), 201),
      ...expectEqual('128 characters', await signUp(long), 201),
      ...expectEqual('129 characters', await signUp(`${long}y`), 400),
      ...expectEqual('emoji', await signUp('🦊🌙🏔️🎷🍋🐢🪁🧭🌵🎲🥁🚲🪴🦉🧊🫖'), 201),
      ...expectEqual('small letters only', await signUp('onlysmalllettershere'), 201),
      ...expectEqual('the first 72 bytes', cut.status, 401),
    ];
  },
};

const known: Check = {
  number: 22,
  name: 'common, contextual and breached passwords are refused; of a password five hex digits leave',
  async run(stack) {
    const codeOf = async (password: string, email = address()) => {
      const answer = await stack.visitor().post('/api/auth/signup', { email, password });
      return answer.status === 201 ? '201' : z.object({ code: z.string() }).parse(await answer.json()).code;
    };
    const breached = 'umbrella tangerine 47 saxophone';
    stack.simulators.breach.add(breached);
    const asked = stack.simulators.breach.requests.length;
    const found = await codeOf(breached);
    const requests = stack.simulators.breach.requests.slice(asked);
    const unpadded = stack.simulators.breach.requests.filter(({ padded }) => !padded);
    const telling = stack.simulators.breach.requests.filter(
      ({ path }) => !/^\/range\/[0-9A-F]{5}$/.test(path),
    );
    stack.simulators.breach.fail(true);
    const during = await codeOf('marmalade 91 accordion weather');
    stack.simulators.breach.fail(false);
    return [
      ...expectEqual('password123456789', await codeOf('password123456789'), 'password_common'),
      ...expectEqual('the product’s name', await codeOf('trading-twin-2026!'), 'password_common'),
      ...expectEqual(
        'the address',
        await codeOf('marguerite.d-12345', 'marguerite.d@example.com'),
        'password_common',
      ),
      ...expectEqual('a breached one', found, 'password_breached'),
      ...expectEqual('look-ups for it', requests.length, 1),
      ...unpadded.map(({ path }) => `${path} without Add-Padding`),
      ...telling.map(({ path }) => `more than a prefix has left: ${path}`),
      ...expectEqual('while the look-up is down', during, '201'),
    ];
  },
};

const hashes: Check = {
  number: 23,
  name: 'passwords are Argon2id hashes of today’s parameters, with a salt each, made anew where the parameters were others',
  async run(stack) {
    const [one, two] = [await stack.member(), await stack.member()];
    const hashOf = async (userId: string) =>
      (
        await stack.rows(
          z.object({ hash: z.string() }),
          'select password_hash as hash from "user" where id = $1',
          [userId],
        )
      )[0]?.hash ?? '';
    const [first, second] = [await hashOf(one.userId), await hashOf(two.userId)];
    await stack.run('update "user" set password_hash = $2 where id = $1', [one.userId, WEAK_HASH]);
    const before = await hashOf(one.userId);
    await stack.again(one);
    return [
      ...expectThat(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/.test(first), first.slice(0, 32)),
      ...expectThat(first.split('$')[4] !== second.split('$')[4], 'two users have one salt'),
      ...expectThat((await hashOf(one.userId)) !== before, 'weak parameters stay after a log-in'),
    ];
  },
};
const enumeration: Check = {
  number: 24,
  name: 'neither text nor status nor time of log-in, sign-up and reset tells whether an address has an account',
  async run(stack) {
    const held: Member[] = [];
    while (held.length < SAMPLES / 2) held.push(await stack.member());
    const knownAt = (at: number) => held[at % held.length]?.email ?? '';
    const ways: [string, string, (email: string) => unknown][] = [
      ['log-in', '/api/auth/login', (email) => ({ email, password: 'not the right one at all' })],
      ['sign-up', '/api/auth/signup', (email) => ({ email, password: 'ten brown boots by the door' })],
      ['reset', '/api/auth/reset', (email) => ({ email })],
    ];
    const against: string[] = [];
    for (const [name, path, body] of ways) {
      const compare = async () => {
        const [ofKnown, ofUnknown] = [[] as Timed[], [] as Timed[]];
        for (let at = 0; at < SAMPLES; at += 1) {
          ofKnown.push(await timed(stack, path, body(knownAt(at))));
          ofUnknown.push(await timed(stack, path, body(address())));
        }
        const times = (of: Timed[]) => of.map(({ ms }) => ms);
        return { ofKnown, ofUnknown, p: mannWhitneyP(times(ofKnown), times(ofUnknown)) };
      };
      const first = await compare();
      // One in a hundred honest comparisons is as far apart by chance; hardly any are so twice.
      const p = first.p > 0.01 ? first.p : (await compare()).p;
      const shapes = new Set([...first.ofKnown, ...first.ofUnknown].map(({ shape }) => shape));
      against.push(...expectThat(shapes.size === 1, `${name}: ${[...shapes].join(' | ')}`));
      against.push(...expectThat(p > 0.01, `${name}: the times differ, p = ${p.toExponential(1)}`));
    }
    return against;
  },
};

const throttle: Check = {
  number: 25,
  name: `${BURST} attempts from one address, then 429 with Retry-After; forged headers change nothing`,
  async run(stack) {
    const statuses: number[] = [];
    let wait = '';
    for (let at = 0; at < FORGED; at += 1) {
      const answer = await attempt(stack, 'one-machine', {
        'x-forwarded-for': `10.0.0.${at}`,
        'cf-connecting-ip': `10.1.0.${at}`,
        'x-real-ip': `10.2.0.${at}`,
        forwarded: `for=10.3.0.${at}`,
      });
      statuses.push(answer.status);
      wait = answer.headers.get('retry-after') ?? wait;
    }
    const passed = statuses.filter((status) => status !== 429).length;
    const elsewhere = await attempt(stack, 'another-machine', {});
    return [
      // A token or two may come back while the attempts are made.
      ...expectThat(passed >= BURST && passed <= BURST + 4, `${passed} of ${FORGED} attempts were looked at`),
      ...expectThat(statuses[BURST + 4] === 429, `the ${BURST + 5}th: ${statuses[BURST + 4]}`),
      ...expectThat(/^\d+$/.test(wait), `Retry-After: ${wait}`),
      ...expectEqual('another machine', elsewhere.status, 401),
    ];
  },
};

const throttleInParallel: Check = {
  number: 26,
  name: 'of 50 attempts at once no more are looked at than the burst, by machine and by account',
  async run(stack) {
    const machine = await Promise.all(
      Array.from({ length: 50 }, () => attempt(stack, 'parallel-machine', {})),
    );
    const { email } = await stack.member();
    const account = await Promise.all(
      Array.from({ length: 50 }, (_, at) => attempt(stack, `machine-${at}`, {}, email)),
    );
    const looked = (answers: Response[]) => answers.filter(({ status }) => status !== 429).length;
    return [
      ...expectThat(looked(machine) <= BURST + 2, `${looked(machine)} from one machine`),
      ...expectThat(looked(account) <= BURST + 2, `${looked(account)} at one account`),
      ...expectThat(looked(account) > 0 && looked(machine) > 0, 'nothing was looked at at all'),
    ];
  },
};

const resetTokens: Check = {
  number: 27,
  name: 'a link to reset a password is good once, for an hour at most, and kept as a hash',
  async run(stack) {
    const member = await stack.member();
    const tokenOf = async () => {
      const before = (await stack.mails()).length;
      await stack.visitor().post('/api/auth/reset', { email: member.email });
      await stack.until(async () => (await stack.mails()).length > before, 5_000);
      return /\/reset#([\w-]+)/.exec((await stack.mails()).at(-1)?.text ?? '')?.[1] ?? '';
    };
    const use = async (token: string) =>
      (
        await stack
          .visitor()
          .post('/api/auth/reset/confirm', { token, password: 'eleven pale moths at noon' })
      ).status;
    const token = await tokenOf();
    const plain = await stack.count('select count(*) from password_reset where token_hash = $1', [token]);
    const lives = await stack.count(
      `select count(*) from password_reset where expires_at > now() + interval '1 hour'`,
    );
    const [once, twice] = [await use(token), await use(token)];
    const late = await tokenOf();
    await stack.run('update password_reset set expires_at = now()');
    return [
      ...expectThat(token.length >= 22, 'no token was mailed'),
      ...expectEqual('tokens as they are in the database', plain, 0),
      ...expectEqual('tokens that live for more than an hour', lives, 0),
      ...expectEqual('used once', once, 204),
      ...expectEqual('used twice', twice, 400),
      ...expectEqual('used after its time', await use(late), 400),
      ...expectEqual('the old session', (await member.client.get('/api/auth/me')).status, 401),
    ];
  },
};

export const PASSWORD_CHECKS = [
  policy,
  known,
  hashes,
  enumeration,
  throttle,
  throttleInParallel,
  resetTokens,
];

function attempt(
  stack: Stack,
  machine: string,
  headers: Record<string, string>,
  email = address(),
): Promise<Response> {
  const body = JSON.stringify({ email, password: PASSWORD.toUpperCase() });
  return stack.visitor().send('POST', '/api/auth/login', body, { ...headers, [CROWD_HEADER]: machine });
}

interface Timed {
  ms: number;
  /** Status and body, without what is of this answer only. */
  shape: string;
}

async function timed(stack: Stack, path: string, body: unknown): Promise<Timed> {
  const client = stack.visitor();
  await client.csrfToken();
  const began = performance.now();
  const answer = await client.post(path, body);
  const text = await answer.text();
  const ms = performance.now() - began;
  const headers = [...answer.headers.keys()].sort().join();
  return { ms, shape: `${answer.status} ${text.replace(/:"[^"]*"/g, ':""')} ${headers}` };
}
