import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { beforeSignOut, checkSession, session, signOut } from './session.ts';

const USER = {
  id: '01HZX3J6Q0000000000000000A',
  email: 'me@example.com',
  timezone: 'UTC',
  createdAt: '2026-03-01T12:00:00.000Z',
};

let sent: string[] = [];
let answer: () => Promise<Response>;
vi.stubGlobal('fetch', (path: string) => {
  sent.push(path);
  return answer();
});
afterAll(() => void vi.unstubAllGlobals());

beforeEach(async () => {
  answer = async () => Response.json({ user: USER });
  await checkSession();
  sent = [];
});

test('what went wrong stays told of while it is asked again who is there', async () => {
  answer = () => Promise.reject(new TypeError('Failed to fetch'));
  await checkSession();
  expect(session()).toMatchObject({ phase: 'failing', problem: { code: 'network' } });
  const coming = Promise.withResolvers<Response>();
  answer = () => coming.promise;
  const checking = checkSession();
  expect(session().phase).toBe('failing');
  coming.resolve(Response.json({ user: USER }));
  await checking;
  expect(session()).toEqual({ phase: 'signed-in', user: USER });
});

test('a sign-out is asked about first where it would lose something', async () => {
  beforeSignOut(async () => false);
  expect(await signOut()).toBeNull();
  expect([session().phase, sent]).toEqual(['signed-in', []]);

  beforeSignOut(async () => true);
  answer = async () => Response.json({ token: 't' });
  expect(await signOut()).toBeNull();
  expect(session().phase).toBe('signed-out');
  beforeSignOut(null);
});
