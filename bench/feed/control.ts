import { z } from 'zod';

/** What the benchmark tells a system to say to a user: each event with the id by which the client's set is judged. */
export const AppendSchema = z.object({
  userId: z.string(),
  events: z.array(
    z.object({ id: z.string(), type: z.string(), v: z.number(), ts: z.string(), payload: z.unknown() }),
  ),
});
export type Append = z.infer<typeof AppendSchema>;
export type TellEvent = Append['events'][number];

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
