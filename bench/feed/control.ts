import { z } from 'zod';

export interface TellEvent {
  /** By which the client's set is judged. */
  id: string;
  type: string;
  v: number;
  ts: string;
  payload: unknown;
}

/** What the benchmark tells a system to say to a user. The events are the text of a list of TellEvent: so they go into the statement. */
export const AppendSchema = z.object({ userId: z.string(), events: z.string() });
export type Append = z.infer<typeof AppendSchema>;

/** What a system's process prints as soon as it serves. */
export const AddressesSchema = z.object({
  /** Where users sign in, open sockets and catch up. */
  origin: z.string(),
  /** Where events are appended: POST /append. */
  control: z.string(),
});
export type Addresses = z.infer<typeof AddressesSchema>;

/** A signed-in user of a system. */
export const FeedUserSchema = z.object({ userId: z.string(), cookie: z.string() });
export type FeedUser = z.infer<typeof FeedUserSchema>;
