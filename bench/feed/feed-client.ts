import type { Holdings } from './holdings.ts';

/** One browser tab of a user. Events go to its holdings, whatever way they come. */
export interface FeedClient {
  readonly holdings: Holdings;
  /** Opens a connection, which resumes after the last event that is held. */
  connect(): void;
  /** Loses the connection as a network does: without a word to the server. */
  drop(): Promise<void>;
}
