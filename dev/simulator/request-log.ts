/** A request as it came in; secrets stay out: of the query only the harmless names are kept. */
export interface LoggedRequest {
  t: number;
  /** Until it was answered, or the connection ended. */
  ms: number;
  method: string;
  path: string;
  query: Record<string, string>;
  /** 0 when the connection ended without an answer. */
  status: number;
  account?: string;
  /** Those that the venue wants to have kept. */
  headers?: Record<string, string>;
}

const LIMIT = 20_000;
const SECRETS = new Set(['code', 'state', 'token', 'code_challenge', 'code_verifier', 'client_secret']);

export class RequestLog {
  #entries: LoggedRequest[] = [];

  add(entry: Omit<LoggedRequest, 'query'> & { query: URLSearchParams }): void {
    const query = Object.fromEntries([...entry.query].filter(([name]) => !SECRETS.has(name)));
    this.#entries.push({ ...entry, query });
    if (this.#entries.length > LIMIT * 1.5) this.#entries = this.#entries.slice(-LIMIT);
  }

  since(t: number): LoggedRequest[] {
    return this.#entries.filter((entry) => entry.t >= t).slice(-LIMIT);
  }
}
