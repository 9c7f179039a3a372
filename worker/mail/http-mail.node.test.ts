import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type MailSim, startMailSim } from '../../dev/mail/sim.ts';
import { httpMail } from './http-mail.ts';

const MAIL = { to: 'ada@example.com', subject: 'Choose a new password', text: 'https://twin.example/…' };
const FROM = 'AI Trading Twin <coach@twin.example>';

let sim: MailSim;
beforeAll(async () => {
  sim = await startMailSim();
});
afterAll(() => sim.stop());
const control = (method: string, body?: string) =>
  fetch(new URL('/_sim/faults', sim.sendUrl), { method, ...(body && { body }) });
afterEach(() => control('DELETE'));

const config = () => ({ MAIL_URL: sim.sendUrl, MAIL_KEY: sim.key, MAIL_FROM: FROM });

test('a mail arrives as it was given', async () => {
  expect(await httpMail(config())(MAIL)).toEqual({ ok: true, value: undefined });
  const { messages } = await (await fetch(`${sim.messagesUrl}?to=${MAIL.to}`)).json();
  expect(messages).toEqual([{ ...MAIL, from: FROM, at: expect.any(String) }]);
});

test('without an address of a service nothing is sent, and the reason holds nothing of the mail', async () => {
  const sent = await httpMail({ ...config(), MAIL_URL: '' })(MAIL);
  expect(sent).toEqual({ ok: false, failure: expect.stringContaining('MAIL_URL') });
  expect(JSON.stringify(sent)).not.toContain('ada');
});

test.each([
  ['a wrong key', { MAIL_KEY: 'another' }, null, '401'],
  ['a service that is down', {}, { status: 503 }, '503'],
  ['a connection that breaks', {}, { reset: true }, 'cannot be reached'],
  ['nobody there', { MAIL_URL: 'http://127.0.0.1:1' }, null, 'cannot be reached'],
])('%s is a failure with its reason', async (_, changed, fault, reason) => {
  if (fault) await control('POST', JSON.stringify({ match: '/send', ...fault }));
  const sent = await httpMail({ ...config(), ...changed })(MAIL);
  expect(sent).toEqual({ ok: false, failure: expect.stringContaining(reason) });
});
