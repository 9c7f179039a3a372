import { runInDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { TwinClient } from '../../dev/client.ts';
import { brokerCircuit } from '../../durable/stub.ts';

export const ORIGIN = 'http://127.0.0.1:8787';
export const PASSWORD = 'correct horse battery staple';

let made = 0;

/** Names that no other test has: the database is shared. */
export function uniqueName(): string {
  made += 1;
  return `t-${crypto.randomUUID().slice(0, 8)}-${made}`;
}

/** The Worker under test, spoken to as a browser would. */
export function visitor(): TwinClient {
  return new TwinClient(ORIGIN, (url, init) => exports.default.fetch(new Request(url, init)));
}

export async function signedUp(): Promise<TwinClient> {
  const client = visitor();
  await client.enter({ email: `${uniqueName()}@example.com`, password: PASSWORD });
  return client;
}

/** A socket of this client's session. `closed` is the code that it ends with. */
export async function openSocket(client: TwinClient): Promise<{ status: number; closed: Promise<number> }> {
  const headers = { upgrade: 'websocket', origin: ORIGIN, cookie: client.cookieHeader };
  const url = `${ORIGIN}/ws/coach?tab=${crypto.randomUUID()}`;
  const { status, webSocket } = await exports.default.fetch(new Request(url, { headers }));
  const closed = new Promise<number>((resolve) =>
    webSocket?.addEventListener('close', ({ code }) => resolve(code)),
  );
  webSocket?.accept();
  return { status, closed };
}

/** Another browser, logged in to the same account. */
export async function anotherBrowser(
  account: { email: string; password: string },
  userAgent?: string,
): Promise<TwinClient> {
  const client = visitor();
  const body = JSON.stringify(account);
  const answer = await client.send('POST', '/api/auth/login', body, { 'user-agent': userAgent ?? null });
  if (!answer.ok) throw new Error(await answer.text());
  client.forgetCsrf();
  return client;
}

/** The test's hands on the simulated broker. */
export async function steer(path: string, body: unknown): Promise<Response> {
  return fetch(`${env.COINBASE_API_URL}/_sim${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** No fault and no open circuit is left for the next test. */
export async function healBrokers(): Promise<void> {
  await fetch(`${env.COINBASE_API_URL}/_sim/faults`, { method: 'DELETE' });
  await runInDurableObject(brokerCircuit(env, 'coinbase'), (_, { storage }) => storage.deleteAll());
}
