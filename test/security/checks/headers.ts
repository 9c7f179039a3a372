import { type Check, expectEqual, expectThat } from '../check.ts';
import type { Stack } from '../stack.ts';

const YEAR_S = 31_536_000;

const policy: Check = {
  number: 34,
  name: 'the CSP begins with nothing, allows no unsafe word, and reports',
  async run(stack) {
    const against: string[] = [];
    for (const [what, answer] of await answersOf(stack)) {
      const text = answer.headers.get('content-security-policy') ?? '';
      const directives = new Map(
        text.split(';').map((part) => {
          const [name = '', ...values] = part.trim().split(/\s+/);
          return [name, values.join(' ')] as const;
        }),
      );
      const wanted: [string, string][] = [
        ['default-src', `'none'`],
        ['frame-ancestors', `'none'`],
        ['base-uri', `'none'`],
        ['object-src', `'none'`],
        ['form-action', `'self'`],
        ['script-src', `'self'`],
      ];
      against.push(
        ...wanted.flatMap(([name, value]) => expectEqual(`${what}: ${name}`, directives.get(name), value)),
        ...expectThat(!/unsafe-|\*|http:|blob:/.test(text), `${what}: ${text}`),
        ...expectThat(directives.has('report-to'), `${what}: nothing is reported`),
      );
    }
    const reports = await stack.raw(
      'POST',
      '/api/csp-reports',
      { 'content-type': 'application/reports+json' },
      JSON.stringify([{ type: 'csp-violation', body: { effectiveDirective: 'img-src', blockedURL: 'x' } }]),
    );
    return [...against, ...expectEqual('a report', reports.status, 204)];
  },
};

const headers: Check = {
  number: 36,
  name: 'HSTS, nosniff, Referrer-Policy, COOP, CORP and Permissions-Policy are on every answer',
  async run(stack) {
    const against: string[] = [];
    for (const [what, answer] of await answersOf(stack)) {
      const of = (name: string) => answer.headers.get(name) ?? '';
      const age = Number(/max-age=(\d+)/.exec(of('strict-transport-security'))?.[1] ?? 0);
      against.push(
        ...expectThat(age >= YEAR_S, `${what}: HSTS for ${age} s`),
        ...expectThat(/includeSubDomains.*preload/.test(of('strict-transport-security')), `${what}: HSTS`),
        ...expectEqual(`${what}: nosniff`, of('x-content-type-options'), 'nosniff'),
        ...expectEqual(`${what}: Referrer-Policy`, of('referrer-policy'), 'no-referrer'),
        ...expectEqual(`${what}: COOP`, of('cross-origin-opener-policy'), 'same-origin'),
        ...expectEqual(`${what}: CORP`, of('cross-origin-resource-policy'), 'same-origin'),
        ...expectThat(/camera=\(\)/.test(of('permissions-policy')), `${what}: Permissions-Policy`),
      );
    }
    return against;
  },
};

const observatory: Check = {
  number: 37,
  name: 'Mozilla’s Observatory would give all of its 140 points',
  async run(stack) {
    const page = await stack.raw('GET', '/');
    const html = await page.text();
    const of = (name: string) => page.headers.get(name) ?? '';
    const csp = of('content-security-policy');
    const cookies = (await stack.raw('GET', '/api/auth/csrf')).headers.getSetCookie();
    const scripts = html.match(/<script\b[^>]*>/g) ?? [];
    // The points of the published table of modifiers; a bonus counts since nothing is taken off.
    const bonuses: [string, number, boolean][] = [
      ['CSP without unsafe, from none', 10, /default-src 'none'/.test(csp) && !/unsafe/.test(csp)],
      [
        'cookies Secure, HttpOnly, SameSite',
        5,
        cookies.length > 0 && cookies.every((line) => /httponly/i.test(line) && /samesite/i.test(line)),
      ],
      ['Referrer-Policy private', 5, of('referrer-policy') === 'no-referrer'],
      [
        'scripts with integrity',
        5,
        scripts.length > 0 && scripts.every((tag) => /\sintegrity="sha384-/.test(tag)),
      ],
      ['frame-ancestors', 5, /frame-ancestors 'none'/.test(csp)],
      ['CORP', 10, of('cross-origin-resource-policy') === 'same-origin'],
    ];
    const score = 100 + bonuses.reduce((sum, [, points, earned]) => sum + (earned ? points : 0), 0);
    return expectThat(
      score >= 140,
      `${score} points; missing: ${bonuses.filter(([, , earned]) => !earned).map(([name]) => name)}`,
    );
  },
};

const cors: Check = {
  number: 38,
  name: 'no other origin is let in by CORS',
  async run(stack) {
    const foreign = [
      'https://evil.example',
      'null',
      `${stack.origin}.evil.example`,
      'http://localhost:3000',
      'https://app.coinbase.com',
    ];
    const against: string[] = [];
    for (const origin of foreign) {
      for (const path of ['/api/auth/me', '/api/trades', '/v1/indicators', '/healthz', '/']) {
        const preflight = { origin, 'access-control-request-method': 'POST' };
        for (const answer of [
          await stack.raw('OPTIONS', path, preflight),
          await stack.raw('GET', path, { origin }),
        ]) {
          const allowed = [...answer.headers].filter(([name]) => name.startsWith('access-control-'));
          if (allowed.length > 0) against.push(`${path} for ${origin}: ${JSON.stringify(allowed)}`);
        }
      }
    }
    return against;
  },
};

export const HEADER_CHECKS = [policy, headers, observatory, cors];

/** Answers of every kind, each under its name. */
async function answersOf(stack: Stack): Promise<[string, Response][]> {
  const html = await (await stack.raw('GET', '/')).text();
  const asset = /src="(\/assets\/[^"]+)"/.exec(html)?.[1] ?? '';
  const { client } = await stack.member();
  await stack.run('alter table rule rename to rule_away');
  const broken = await client.get('/api/thresholds');
  await stack.run('alter table rule_away rename to rule');
  const answers: [string, Response, number][] = [
    ['the page', await stack.raw('GET', '/'), 200],
    ['a page of the app', await stack.raw('GET', '/trades'), 200],
    ['an asset', await stack.raw('GET', asset), 200],
    ['an answer', await client.get('/api/trades'), 200],
    ['a 401', await stack.raw('GET', '/api/trades'), 401],
    ['a 403', await stack.raw('POST', '/api/auth/logout'), 403],
    ['a 404', await client.get('/api/nothing'), 404],
    ['a 500', broken, 500],
    ['the health check', await stack.raw('GET', '/healthz'), 200],
    ['a signed service', await stack.raw('POST', '/v1/indicators'), 401],
  ];
  answers.push(['a 429', await limitedLogin(stack), 429]);
  return answers.map(([what, answer, status]) => {
    if (answer.status !== status) throw new Error(`${what} has status ${answer.status}, not ${status}`);
    return [what, answer];
  });
}

/** A log-in that comes too often, by a visitor with a token of the right form. */
async function limitedLogin(stack: Stack): Promise<Response> {
  const client = stack.visitor();
  for (let at = 0; at < 60; at += 1) {
    const answer = await client.post('/api/auth/login', {
      email: `nobody-${at}@example.com`,
      password: 'no such account here',
    });
    if (answer.status === 429) return answer;
  }
  throw new Error('Sixty log-ins were all looked at.');
}
