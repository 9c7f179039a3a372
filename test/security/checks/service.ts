import { createHash, createHmac, randomBytes } from 'node:crypto';
import { type Check, expectEqual } from '../check.ts';
import type { Stack } from '../stack.ts';

const PATH = '/v1/indicators';

interface Signed {
  method: string;
  path: string;
  timestamp: string;
  nonce: string;
  keyId: string;
  signature: string;
  body: string;
}

const signatures: Check = {
  number: 33,
  name: 'a service is let in by a signature over time, method, path, nonce and body, once; by nothing else',
  async run(stack) {
    const sign = signer(stack);
    const status = async (signed: Signed) => (await send(stack, signed)).status;
    const fresh = sign();
    const passed = await status(fresh);
    const at = (seconds: number) => sign({ timestamp: String(Math.floor(Date.now() / 1_000) + seconds) });
    const refused: [string, Signed][] = [
      ['the same again', fresh],
      ['another body', { ...sign(), body: '{"a":1}' }],
      ['301 s ago', at(-301)],
      ['302 s ahead', at(302)],
      ['no number for a time', { ...sign(), timestamp: 'now' }],
      ['an unknown key', { ...sign(), keyId: 'nobody' }],
      ['another key of the same secret’s', { ...sign(), keyId: '' }],
      ['an empty signature', { ...sign(), signature: '' }],
      ['capital letters', upper(sign())],
      ['another path', { ...sign(), path: '/v1/nlg/reflect' }],
      ['another nonce', { ...sign(), nonce: randomBytes(16).toString('hex') }],
      ['a signature of somebody else', { ...sign(), signature: 'ab'.repeat(32) }],
    ];
    const against = expectEqual('a good request', passed, 200);
    for (const [what, signed] of refused) {
      const answer = await send(stack, signed);
      const text = await answer.text();
      against.push(...expectEqual(what, answer.status, 401));
      if (answer.status === 401)
        against.push(...expectEqual(`${what}: code`, text.includes('signature_invalid'), true));
    }
    const once = sign();
    const together = await Promise.all(Array.from({ length: 20 }, () => status(once)));
    const late = sign();
    await status(late);
    // Another isolate: nothing that the first one remembers is there.
    await stack.restart({});
    return [
      ...against,
      ...expectEqual('of twenty at once', together.filter((one) => one === 200).length, 1),
      ...expectEqual('again, at another isolate', await status(late), 401),
      ...expectEqual('within 295 s', await status(at(-295)), 200),
    ];
  },
};

export const SERVICE_CHECKS = [signatures];

/** Signs as the issue says, with nothing of the product's own signer. */
function signer(stack: Stack): (changes?: { timestamp?: string }) => Signed {
  const [keyId = '', secret = ''] = stack.vars.SERVICE_KEYS.split(',')[0]?.split(':') ?? [];
  return ({ timestamp = String(Math.floor(Date.now() / 1_000)) } = {}) => {
    const nonce = randomBytes(16).toString('hex');
    const body = JSON.stringify(hours());
    const digest = createHash('sha256').update(body).digest('hex');
    const signature = createHmac('sha256', secret)
      .update([timestamp, 'POST', PATH, nonce, digest].join('\n'))
      .digest('hex');
    return { method: 'POST', path: PATH, timestamp, nonce, keyId, signature, body };
  };
}

function upper(signed: Signed): Signed {
  return { ...signed, signature: signed.signature.toUpperCase() };
}

function send(stack: Stack, { method, path, timestamp, nonce, keyId, signature, body }: Signed) {
  const headers = {
    'content-type': 'application/json',
    'x-timestamp': timestamp,
    'x-nonce': nonce,
    'x-keyid': keyId,
    'x-signature': signature,
  };
  return stack.raw(method, path, headers, body);
}

/** Fifty hours of a calm market. */
function hours() {
  const from = Date.parse('2026-11-01T00:00:00Z');
  const candles = Array.from({ length: 50 }, (_, at) => ({
    ts: new Date(from + at * 3_600_000).toISOString(),
    open: String(100 + (at % 7)),
    high: String(103 + (at % 7)),
    low: String(99 + (at % 7)),
    close: String(101 + (at % 7)),
    volume: '10',
  }));
  return { candles };
}
