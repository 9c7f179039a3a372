import { z } from 'zod';
import { JobAcceptedSchema } from '../../../contracts/jobs.ts';
import { parse } from '../../../dev/client.ts';
import { type Check, expectEqual, expectThat } from '../check.ts';
import { routesOf } from '../routes.ts';
import { walkThroughApp } from '../walk.ts';

/** The theme, a random id of the tab, and how far its pages were scrolled. */
const MAY_BE_STORED = new Set(['local/theme', 'session/tab', 'session/solid-router:scroll']);

const trustedTypes: Check = {
  number: 35,
  name: 'Trusted Types are enforced with one policy, and a walk through the whole app breaks no rule',
  async run(stack) {
    const csp = (await stack.raw('GET', '/')).headers.get('content-security-policy') ?? '';
    const policies = /trusted-types ([^;]*)/.exec(csp)?.[1]?.trim().split(/\s+/) ?? [];
    const trader = await stack.trader();
    const ids = await stack.rows(IdSchema, 'select id from trade where user_id = $1 limit 3', [
      trader.userId,
    ]);
    const walk = await walkThroughApp(
      stack,
      trader,
      ids.map(({ id }) => id),
    );
    return [
      ...expectThat(/require-trusted-types-for 'script'/.test(csp), 'Trusted Types are not asked for'),
      ...expectEqual('policies', policies.length, 1),
      ...walk.complaints,
    ];
  },
};

const traces: Check = {
  number: 39,
  name: 'what is personal is not cached, not stored by the page and in no address; a log-out clears the browser',
  async run(stack) {
    const trader = await stack.trader();
    const walk = await walkThroughApp(stack, trader, []);
    const gets = (await routesOf(stack)).filter(
      ({ method, path }) => method === 'GET' && path.startsWith('/api/') && !path.includes('{'),
    );
    const cached = await Promise.all(
      gets.map(async ({ path }) => ({
        path,
        control: (await trader.client.get(path)).headers.get('cache-control') ?? '',
      })),
    );
    const personal = [
      trader.email,
      trader.password,
      trader.userId,
      trader.client.cookie('__Host-session') ?? '',
    ];
    const out = await trader.client.post('/api/auth/logout');
    return [
      ...cached
        .filter(({ control }) => !control.includes('no-store'))
        .map(({ path }) => `${path} may be cached`),
      ...walk.stored
        .filter(([, value]) => personal.some((word) => value.includes(word)))
        .map(([name]) => `${name} tells who it is`),
      ...walk.stored.filter(([name]) => !MAY_BE_STORED.has(name)).map(([name]) => `the page keeps ${name}`),
      ...walk.addresses
        .filter((address) => personal.some((word) => address.includes(encodeURIComponent(word))))
        .map((address) => `an address tells who it is: ${address.slice(0, 80)}`),
      ...expectThat(
        /"cookies".*"storage"|"storage".*"cookies"/.test(out.headers.get('clear-site-data') ?? ''),
        'Clear-Site-Data is not sent at log-out',
      ),
    ];
  },
};

/** What is put into every field that takes text. */
const HOSTILE = [
  `'; drop table trade; --`,
  `<img src=x onerror=alert(1) data-injected>`,
  `"><script>alert(1)</script>`,
  `{{7*7}}$\{7*7}`,
  `=HYPERLINK("http://evil.example","x")`,
  '+1+1',
  '-1-1',
  '@SUM(A1)',
  '\t=1',
];

const injections: Check = {
  number: 40,
  name: 'SQL, markup, templates and formulas stay what they are: text',
  async run(stack) {
    const trader = await stack.trader(20);
    const tables = await stack.count(
      `select count(*) from information_schema.tables where table_schema = 'public'`,
    );
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const rows = HOSTILE.flatMap((text, at) => [
      `${at},${quoted(text)},BUY,2026-11-01T10:00:0${at}Z,1,BTC,60000,1,-60001,USD`,
      `${quoted(text)},BTC-USD,BUY,2026-11-01T11:00:0${at}Z,1,BTC,${quoted(text)},1,-60001,USD`,
      `${quoted(text)},BTC-USD,BUY,2026-11-01T12:00:0${at}Z,1,BTC,60000,1,-60001,USD`,
    ]);
    const file = [
      'trade id,product,side,created at,size,size unit,price,fee,total,price/fee/total unit',
      ...rows,
    ];
    const upload = await trader.client.uploadFile(`${HOSTILE[1]}.csv`, file.join('\n'));
    const { jobId } = await parse(upload, JobAcceptedSchema);
    await trader.client.untilScored(jobId);
    const rejected = await (await trader.client.get(`/api/jobs/${jobId}/rejections.csv`)).text();
    const against: string[] = [];
    for (const text of HOSTILE) {
      for (const query of ['symbol', 'label', 'cursor', 'since']) {
        const answer = await trader.client.get(`/api/trades?${new URLSearchParams({ [query]: text })}`);
        if (answer.status >= 500) against.push(`?${query}=${text}: ${answer.status}`);
      }
    }
    const formulas = rejected
      .split('\n')
      .flatMap((line) => line.split(','))
      .filter((cell) => /^"?[=+@\t]|^"?-\D/.test(cell));
    const ids = await stack.rows(
      z.object({ id: z.string() }),
      'select id from trade where user_id = $1 order by id desc limit 12',
      [trader.userId],
    );
    const walk = await walkThroughApp(
      stack,
      trader,
      ids.map(({ id }) => id),
    );
    return [
      ...against,
      ...formulas.map((cell) => `a cell that a spreadsheet reckons with: ${cell}`),
      ...expectThat(rejected.split('\n').length > 5, 'nothing was rejected, so nothing was looked at'),
      ...expectEqual('injected elements', walk.injected, 0),
      ...walk.complaints,
      ...expectEqual(
        'tables',
        await stack.count(`select count(*) from information_schema.tables where table_schema = 'public'`),
        tables,
      ),
    ];
  },
};

export const BROWSER_CHECKS = [trustedTypes, traces, injections];

const IdSchema = z.object({ id: z.string() });
