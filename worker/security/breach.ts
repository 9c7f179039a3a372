import { sha1 } from '@oslojs/crypto/sha1';
import { encodeHexUpperCase } from '@oslojs/encoding';
import { logError } from '../log.ts';
import { readBounded } from '../read-bounded.ts';

/** Whoever signs up waits for it. */
const DEADLINE_MS = 1_200;
/** A range has about a thousand rows of forty bytes. */
const MAX_ANSWER_BYTES = 512 * 1024;
const PREFIX_LENGTH = 5;
const ROW = /^([0-9A-F]{35}):(\d{1,12})$/;

/** Whether a password is known from data that was stolen elsewhere. false where that cannot be told: an outage keeps nobody out. */
export type IsBreached = (password: string) => Promise<boolean>;

/**
 * Asks a service with the range API of Have I Been Pwned, `GET {url}/range/{first five characters of the SHA-1}`, and looks for the rest in its answer,
 * which is padded, so that its length tells nothing either. Padding has the count 0. Without an address nobody is asked.
 */
export function breachLookUp(url: string): IsBreached {
  return async (password) => {
    if (url === '') return false;
    const hash = sha1Of(password);
    try {
      const counts = await askRange(url, hash.slice(0, PREFIX_LENGTH));
      return (counts.get(hash.slice(PREFIX_LENGTH)) ?? 0) > 0;
    } catch (error) {
      logError({ outside: 'breach look-up' }, error);
      return false;
    }
  };
}

async function askRange(url: string, prefix: string): Promise<Map<string, number>> {
  const response = await fetch(`${url.replace(/\/$/, '')}/range/${prefix}`, {
    headers: { 'add-padding': 'true', 'user-agent': 'ai-trading-twin' },
    redirect: 'manual',
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  const body = await readBounded(response, MAX_ANSWER_BYTES);
  if (response.status !== 200) throw new Error(`It answered ${response.status}.`);
  const rows = body.trim().split(/\r?\n/);
  const counts = new Map<string, number>();
  for (const row of rows) {
    const [, suffix, count] = ROW.exec(row) ?? [];
    if (suffix === undefined) throw new Error('It answered with what is no list of hashes.');
    counts.set(suffix, Number(count));
  }
  return counts;
}

/** What such services list; nothing is protected by it. */
function sha1Of(text: string): string {
  return encodeHexUpperCase(sha1(new TextEncoder().encode(text)));
}
