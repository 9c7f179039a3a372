import { describe, expect, test } from 'vitest';
import { readSharedText, SKIP_NOTE, sharedDataIsThere } from '../../../test/support/shared-data.ts';
import { failureOf } from './failure.ts';

/** Twenty seconds into a minute: 41 s until the next one, with a second to spare. */
const NOW = new Date('2026-11-20T12:00:20Z');

function failureAt(status: number, body: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return failureOf({ status, headers: new Headers(headers), body: text }, NOW);
}

describe('an error of Binance', () => {
  test.each([
    ['an invalid key', 401, -2015, { kind: 'unauthorized' }],
    ['a key of another form', 401, -2014, { kind: 'unauthorized' }],
    ['a wrong signature', 400, -1022, { kind: 'unauthorized' }],
    ['no permission', 401, -1002, { kind: 'unauthorized' }],
    ['a bad symbol', 400, -1121, { kind: 'refused', status: 400, detail: '-1121 said' }],
    ['a lookup that is too long', 400, -1127, { kind: 'refused' }],
    ['parameters that do not go together', 400, -1128, { kind: 'refused' }],
    ['a clock that is still off', 400, -1021, { kind: 'unavailable' }],
    ['a busy server', 503, -1008, { kind: 'unavailable' }],
    ['a timeout behind it', 400, -1007, { kind: 'unavailable' }],
    ['an internal error', 500, -1000, { kind: 'unavailable' }],
    ['too many connections', 400, -1034, { kind: 'rate_limited' }],
    ['a code that nobody knows', 400, -9999, { kind: 'refused', detail: '-9999 said' }],
  ])('such as %s has a name', (_, status, code, failure) => {
    expect(failureAt(status, { code, msg: 'said' })).toMatchObject(failure);
  });

  test.each([
    [451, '{"code":0,"msg":"Service unavailable from a restricted location"}', { kind: 'blocked' }],
    [451, '', { kind: 'blocked' }],
    [403, '<html>Forbidden</html>', { kind: 'unavailable', detail: 'HTTP 403' }],
    [401, '', { kind: 'unauthorized' }],
    [404, '<html>', { kind: 'refused', status: 404 }],
    [502, '<html>', { kind: 'unavailable' }],
    [302, '', { kind: 'refused' }],
    [400, '{"code":"-1022"}', { kind: 'refused' }],
    [400, 'null', { kind: 'refused' }],
  ])('of status %i with the body %j has a name', (status, body, failure) => {
    expect(failureAt(status, body)).toMatchObject(failure);
  });

  test.skipIf(!sharedDataIsThere)(`is named for each of the 72 codes that are documented${SKIP_NOTE}`, () => {
    const errors: { code: number; messages: string[] }[] = JSON.parse(
      readSharedText('broker/binance/errors.json'),
    );
    expect(errors).toHaveLength(72);
    const kinds = new Map<string, number[]>();
    for (const { code, messages } of errors) {
      const ofCode = new Set(messages.map((msg) => failureAt(400, { code, msg }).kind));
      for (const kind of ofCode) kinds.set(kind, [...(kinds.get(kind) ?? []), code]);
    }
    const { refused, ...others } = Object.fromEntries(kinds);
    expect(others).toEqual({
      unavailable: [-1000, -1001, -1006, -1007, -1008, -1016, -1021],
      unauthorized: [-1002, -1022, -2014, -2015],
      rate_limited: [-1003, -1015, -1034, -1181],
    });
    expect(refused).toHaveLength(72 - 15);
  });
});

describe('too many requests', () => {
  const TOO_MANY = { code: -1003, msg: 'Too much request weight used.' };

  test.each([
    ['no Retry-After', {}, 41_000],
    ['Retry-After: 0', { 'retry-after': '0' }, 41_000],
    ['a Retry-After that means nothing', { 'retry-after': 'soon' }, 41_000],
    ['Retry-After: 7', { 'retry-after': '7' }, 7_000],
  ])('with %s are asked again after the minute, or as told', (_, headers, retryAfterMs) => {
    expect(failureAt(429, TOO_MANY, headers)).toEqual({ kind: 'rate_limited', retryAfterMs });
  });

  test('at the end of a minute are not asked again at once', () => {
    const answer = { status: 429, headers: new Headers(), body: JSON.stringify(TOO_MANY) };
    const late = failureOf(answer, new Date('2026-11-20T12:00:59.500Z'));
    expect(late).toEqual({ kind: 'rate_limited', retryAfterMs: 5_000 });
  });

  test.each([
    ['three days at the most', 'IP banned until 9999999999999.', {}, 259_200_000],
    ['its Retry-After', 'Banned.', { 'retry-after': '600' }, 600_000],
    ['its Retry-After, which is longer than any other', 'Banned.', { 'retry-after': '259000' }, 259_000_000],
    ['two minutes where it cannot be read', 'Banned.', { 'retry-after': 'soon' }, 120_000],
    ['two minutes where nothing is told', '', {}, 120_000],
    ['two minutes where its end has passed', 'IP banned until 1500000000000.', {}, 120_000],
  ])('that end in a ban wait for %s', (_, msg, headers, retryAfterMs) => {
    expect(failureAt(418, { code: -1003, msg }, headers)).toEqual({ kind: 'rate_limited', retryAfterMs });
  });

  test('that end in a ban wait for its very end', () => {
    const until = NOW.getTime() + 3_723_000;
    const failure = failureAt(418, { code: -1003, msg: `Way too much; IP banned until ${until}. Use` });
    expect(failure).toEqual({ kind: 'rate_limited', retryAfterMs: 3_723_000 });
  });
});
