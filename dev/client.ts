import type { z } from 'zod';
import { CsrfResponseSchema, UserResponseSchema } from '../contracts/auth.ts';
import {
  type ConnectionDto,
  ConnectionResponseSchema,
  ConnectStartResponseSchema,
} from '../contracts/brokers.ts';
import { type Job, JobAcceptedSchema, JobResponseSchema } from '../contracts/jobs.ts';
import { CROWD_HEADER } from './crowd.ts';

const POLL_MS = 50;

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Talks to the product as a browser would: cookies, Origin and CSRF token. For the demo account, tests and benchmarks. */
export class TwinClient {
  readonly origin: string;
  readonly #fetch: Fetch;
  readonly #cookies = new Map<string, string>();
  /** Each client is another machine, where a stack believes it. */
  readonly #machine = crypto.randomUUID();
  #csrf: string | null = null;
  #account = { email: '', password: '' };

  constructor(origin: string, send: Fetch = (url, init) => fetch(url, init)) {
    this.origin = origin;
    this.#fetch = send;
  }

  /** Who entered last. */
  get account(): { email: string; password: string } {
    return this.#account;
  }

  get cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Signs up, which logs in where an account has this address and this password. */
  async enter(account: { email: string; password: string; timezone?: string }): Promise<void> {
    this.#account = account;
    const { timezone, ...credentials } = account;
    const answer = await this.post('/api/auth/signup', { ...credentials, ...(timezone && { timezone }) });
    await parse(answer, UserResponseSchema);
    this.forgetCsrf();
  }

  /** The whole OAuth redirect against the simulated Coinbase, as the trader `trader` who allows it. */
  async connectCoinbase(trader: string): Promise<void> {
    const started = await parse(
      await this.post('/api/brokers/coinbase/connect/start'),
      ConnectStartResponseSchema,
    );
    const consent = new URL(started.url);
    const form = new URLSearchParams({
      ...Object.fromEntries(consent.searchParams),
      account: trader,
      decision: 'allow',
    });
    const allowed = await fetch(new URL(consent.pathname, consent), {
      method: 'POST',
      body: form,
      redirect: 'manual',
    });
    const back = allowed.headers.get('location');
    if (!back) throw new Error(`The consent was answered with ${allowed.status}: ${await allowed.text()}`);
    const landed = await this.get(new URL(back).pathname + new URL(back).search);
    const target = landed.headers.get('location') ?? '';
    if (!target.includes('connected=')) throw new Error(`The connection ended at "${target}".`);
  }

  /** By a key of the trader's own, in the form in which the simulated Coinbase gives it. */
  async connectCoinbaseKey(key: { name: string; privateKey: string }): Promise<ConnectionDto> {
    const body = { apiKey: key.name, apiSecret: key.privateKey };
    const answer = await this.post('/api/brokers/coinbase/connect/start', body);
    return (await parse(answer, ConnectionResponseSchema)).connection;
  }

  async importFills(): Promise<string> {
    const accepted = await parse(
      await this.post('/api/trades/import', { broker: 'coinbase' }),
      JobAcceptedSchema,
    );
    return accepted.jobId;
  }

  async uploadFile(name: string, text: string): Promise<Response> {
    const form = new FormData();
    form.set('file', new File([text], name, { type: 'text/csv' }));
    return this.send('POST', '/api/trades/import/file', form);
  }

  async job(id: string): Promise<Job> {
    return (await parse(await this.get(`/api/jobs/${id}`), JobResponseSchema)).job;
  }

  /** Waits until the import has ended and every fill it brought is scored. A service that is not ready for a moment is asked again, as it asks for. */
  async untilScored(jobId: string, timeoutMs = 60_000): Promise<Job> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const answer = await this.get(`/api/jobs/${jobId}`);
      const isLate = Date.now() > deadline;
      if (answer.status !== 503 || isLate) {
        const { job } = await parse(answer, JobResponseSchema);
        const ended = job.status !== 'queued' && job.status !== 'running';
        if (ended && (job.status !== 'done' || job.progress.scored === job.progress.inserted)) return job;
        if (isLate) throw new Error(`The import is still ${job.status}: ${JSON.stringify(job.progress)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  get(path: string): Promise<Response> {
    return this.send('GET', path);
  }

  post(path: string, body?: unknown): Promise<Response> {
    return this.send('POST', path, body === undefined ? undefined : JSON.stringify(body));
  }

  /** `headers` go over the client's own; null takes one away. */
  async send(
    method: string,
    path: string,
    body?: string | FormData,
    headers: Record<string, string | null> = {},
  ): Promise<Response> {
    const all: Record<string, string | null> = {
      ...(typeof body === 'string' && { 'content-type': 'application/json' }),
      ...(method !== 'GET' && {
        'x-csrf-token': headers['x-csrf-token'] === undefined ? await this.csrfToken() : null,
      }),
      origin: this.origin,
      cookie: this.cookieHeader,
      [CROWD_HEADER]: this.#machine,
      ...headers,
    };
    const present = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null);
    const response = await this.#fetch(this.origin + path, {
      method,
      headers: present,
      redirect: 'manual',
      ...(body !== undefined && { body }),
    });
    this.#keepCookies(response);
    return response;
  }

  async csrfToken(): Promise<string> {
    this.#csrf ??= (await parse(await this.get('/api/auth/csrf'), CsrfResponseSchema)).token;
    return this.#csrf;
  }

  /** A token is good for one session: after it changed, the next request fetches a new one. */
  forgetCsrf(): void {
    this.#csrf = null;
  }

  cookie(name: string): string | undefined {
    return this.#cookies.get(name);
  }

  setCookie(name: string, value: string): void {
    this.#cookies.set(name, value);
  }

  #keepCookies(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = '', value = ''] = pair.split('=');
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
  }
}

/** The answer's body by its contract. Throws with the body where the status is not one of success. */
export async function parse<Schema extends z.ZodType>(
  response: Response,
  schema: Schema,
): Promise<z.output<Schema>> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${response.url}: ${text}`);
  return schema.parse(JSON.parse(text));
}
