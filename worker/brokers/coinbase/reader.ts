import type { Credentials } from '../port.ts';
import type { CoinbaseApi } from './api.ts';

/** Whose account is read, and of what time. */
export interface Reader {
  api: CoinbaseApi;
  credentials: Credentials;
  since: Date;
  until: Date;
}
