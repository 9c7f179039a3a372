import { z } from 'zod';
import { StoredEventSchema } from '../../../contracts/feed.ts';
import { UlidSchema } from '../../../contracts/ids.ts';
import { LabelSchema } from '../../../contracts/labels.ts';
import { applyEvents, EMPTY_FEED, type FeedState } from './reducer.ts';

/**
 * What a tab keeps over a reload: the cursor together with what was shown up to it. A cursor alone would resume
 * behind an empty page. Kept per user, so that nobody resumes from, or sees, another's log.
 */
const SnapshotSchema = z.object({
  cursor: UlidSchema,
  events: z.array(StoredEventSchema),
  labels: z.array(z.tuple([UlidSchema, z.array(LabelSchema)])),
});

export function writeSnapshot(storage: Storage, userId: string, state: FeedState): void {
  if (state.cursor === null) return;
  const events = [...state.reflections, ...state.imports].toReversed();
  const text = JSON.stringify({ cursor: state.cursor, events, labels: [...state.labels] });
  try {
    storage.setItem(key(userId), text);
  } catch {
    // Over the quota: an older snapshot stays valid, but its cursor may be far behind. Start from the log instead.
    storage.removeItem(key(userId));
  }
}

export function readSnapshot(storage: Storage, userId: string): FeedState {
  const parsed = SnapshotSchema.safeParse(parse(storage.getItem(key(userId))));
  if (!parsed.success) return EMPTY_FEED;
  const { cursor, events, labels } = parsed.data;
  return { ...applyEvents(EMPTY_FEED, events), cursor, labels: new Map(labels) };
}

export function dropSnapshots(storage: Storage): void {
  for (const name of Object.keys(storage)) {
    if (name.startsWith(PREFIX)) storage.removeItem(name);
  }
}

const PREFIX = 'feed:';

function key(userId: string): string {
  return `${PREFIX}${userId}`;
}

function parse(text: string | null): unknown {
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
