import type { Config } from '../env.ts';
import { fail, ok } from '../result.ts';
import type { SendMail } from './port.ts';

const DEADLINE_MS = 10_000;

/** By a service that takes `POST {from, to, subject, text}` with a bearer key; without an address of one nothing is sent. */
export function httpMail({
  MAIL_URL,
  MAIL_KEY,
  MAIL_FROM,
}: Pick<Config, 'MAIL_URL' | 'MAIL_KEY' | 'MAIL_FROM'>): SendMail {
  return async ({ to, subject, text }) => {
    if (MAIL_URL === '') return fail('MAIL_URL is empty, so that nothing was sent.');
    try {
      const response = await fetch(MAIL_URL, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${MAIL_KEY}` },
        body: JSON.stringify({ from: MAIL_FROM, to, subject, text }),
        redirect: 'manual',
        signal: AbortSignal.timeout(DEADLINE_MS),
      });
      await response.body?.cancel();
      return response.ok ? ok(undefined) : fail(`The mail service answered ${response.status}.`);
    } catch (error) {
      return fail(`The mail service cannot be reached: ${error instanceof Error ? error.name : 'unknown'}.`);
    }
  };
}
