import { exports } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CROWD_HEADER } from '../../dev/crowd.ts';
import { expectBurst } from '../../test/support/buckets.ts';
import { ORIGIN, uniqueName } from '../../test/support/trader.ts';

const REPORT = {
  'csp-report': {
    'document-uri': `${ORIGIN}/trades/x?y=z`,
    'blocked-uri': 'inline',
    'violated-directive': 'script-src',
  },
};
const LIST = [
  {
    type: 'csp-violation',
    body: { documentURL: `${ORIGIN}/trades/x?y=z`, blockedURL: 'inline', effectiveDirective: 'script-src' },
  },
];

const logged = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
beforeEach(() => logged.mockClear());
afterEach(() => expect(JSON.stringify(logged.mock.calls)).not.toContain('y=z'));

function report(body: string, type: string, headers: Record<string, string> = {}): Promise<Response> {
  const from = { [CROWD_HEADER]: uniqueName() };
  const init = { method: 'POST', headers: { 'content-type': type, ...from, ...headers }, body };
  return exports.default.fetch(new Request(`${ORIGIN}/api/csp-reports`, init));
}

describe('a report of the browser', () => {
  test.each([
    ['application/reports+json', JSON.stringify(LIST)],
    ['application/csp-report; charset=utf-8', JSON.stringify(REPORT)],
  ])('as %s is taken without a session or a token, and logged in a line', async (type, body) => {
    const answer = await report(body, type, { origin: 'https://elsewhere.example' });
    expect(answer.status).toBe(204);
    expect(logged.mock.calls.map(([line]) => JSON.parse(line))).toEqual([
      {
        level: 'warn',
        csp: { directive: 'script-src', page: '/trades', blocked: 'inline', source: '', disposition: '' },
      },
    ]);
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(answer.headers.get('ratelimit-policy')).toBe('"report";q=30;w=60');
  });

  test.each([
    ['of another type', 'application/json', JSON.stringify(LIST), 415],
    ['of no type', '', JSON.stringify(LIST), 415],
    ['that is no JSON', 'application/csp-report', '{"csp', 400],
    ['of another form', 'application/reports+json', '{}', 400],
    ['of over 16 KiB', 'application/reports+json', JSON.stringify([...LIST, 'x'.repeat(16_384)]), 413],
  ])('%s is refused', async (_, type, body, status) => {
    const answer = await report(body, type);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(logged).not.toHaveBeenCalled();
  });

  test('is taken thirty times a minute from one address, and then refused', async () => {
    const [from, since] = [{ [CROWD_HEADER]: uniqueName() }, Date.now()];
    const statuses = await Promise.all(
      Array.from({ length: 60 }, async () => (await report('[]', 'application/reports+json', from)).status),
    );
    expect(new Set(statuses)).toEqual(new Set([204, 429]));
    expectBurst(statuses.filter((status) => status === 204).length, { burst: 30, everyMs: 2_000 }, since);
  });

  test('is read of nobody: GET is not there, and a report opens no other route', async () => {
    expect((await exports.default.fetch(`${ORIGIN}/api/csp-reports`)).status).toBe(404);
    const init = { method: 'POST', headers: { 'content-type': 'application/reports+json' }, body: '[]' };
    expect((await exports.default.fetch(new Request(`${ORIGIN}/api/auth/logout`, init))).status).toBe(415);
  });
});
