import type { UserRow } from '../../db/queries/accounts.ts';
import { saveDigest, usersOfMessage } from '../../db/queries/digests.ts';
import { tellWeek } from '../../domain/digest/tell-week.ts';
import { endedWeek } from '../../domain/history/local-week.ts';
import { type Context, forUser, newEventKey } from '../context.ts';
import { logError } from '../log.ts';
import { countDigests } from '../metrics.ts';
import { mailDigest } from '../services/digests/digest-mail.ts';
import { digestOfWeek } from '../services/digests/week-digest.ts';
import { openKnownZone } from '../services/digests/zones.ts';
import type { DigestMessage } from './messages.ts';
import { relayNow } from './relay.ts';

/** At once: the weeks of so many traders are held in memory together. */
const AT_ONCE = 5;

/**
 * Makes the digests that a message asks for, each user's by itself: one that fails is logged and holds up nobody. It, and who is being imported or scored,
 * is asked for again by the next hour's cron. Delivered twice, the second time finds the digests there.
 */
export async function makeDigests(system: Context, { weekOverAt, userIds }: DigestMessage): Promise<void> {
  const begun = system.now().getTime();
  const users = await usersOfMessage(system.db, userIds);
  const count = { made: 0, failed: 0 };
  const left = users.values();
  const workOff = async () => {
    for (const user of left) {
      try {
        if (await makeDigest(forUser(system, user.id), user, new Date(weekOverAt))) count.made += 1;
      } catch (error) {
        count.failed += 1;
        logError({ digest: user.id }, error);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, workOff));
  countDigests(system.env, { asked: userIds.length, ...count, runMs: system.now().getTime() - begun });
}

/** Stored first, then told, then mailed. false: the week has its digest. */
async function makeDigest(ctx: Context, user: UserRow, at: Date): Promise<boolean> {
  const known = openKnownZone(user.timezone);
  const payload = await digestOfWeek(ctx, user, known, endedWeek(known.zone, at.getTime()));
  const id = ctx.newId();
  const { periodStart, periodEnd, timezone } = payload;
  const waiting = await saveDigest(
    ctx.db,
    { id, userId: user.id, payload },
    {
      ...newEventKey(ctx),
      payload: { digestId: id, periodStart, periodEnd, timezone, headline: tellWeek(payload).headline },
    },
  );
  if (waiting === undefined) return false;
  await relayNow(ctx, user.id, waiting);
  await mailDigest(ctx, user, { id, payload });
  return true;
}
