import { createEffect, on } from 'solid-js';
import { DigestsResponseSchema } from '../../../../contracts/digests.ts';
import { get } from '../../api.ts';
import { feed } from '../../feed/store.ts';
import { createPagedList } from '../../ui/paged-list.ts';

/** The list of all digests, the newest first; it comes anew when the feed tells of one. */
export function createArchive() {
  const archive = createPagedList(
    (cursor) => get('/api/digests/weekly', DigestsResponseSchema, { cursor }),
    (page) => page.digests,
  );
  createEffect(
    on(
      () => feed.digest()?.eventId,
      () => void archive.readFirst(),
    ),
  );
  return archive;
}

export type Archived = ReturnType<typeof createArchive>;
