import { usersDue, type ZoneWeek, zonesOfUsers } from '../../db/queries/digests.ts';
import { endedWeek } from '../../domain/history/local-week.ts';
import type { Context } from '../context.ts';
import { openKnownZone } from '../services/digests/zones.ts';
import { sendDigests } from './messages.ts';

/** Users of one statement; their ids come in one answer. */
const USERS_PER_ROUND = 5_000;
/** A hundred thousand users in an hour; who is left is found due by the next. */
const MAX_ROUNDS = 20;

/**
 * Every hour: who has no digest of the last week that is over on their own clock is asked for it. Goes by the time for which the cron was fired. One
 * that comes late, twice, or not for weeks asks for the last week and for no other; who has it is not asked for. Zones are reckoned here, since
 * Postgres may not know a zone that Intl does.
 */
export async function askForDigests(ctx: Context, at: Date): Promise<{ users: number }> {
  const weeks = (await zonesOfUsers(ctx.db)).map((zone): ZoneWeek => {
    const { start, end } = endedWeek(openKnownZone(zone).zone, at.getTime());
    return { zone, start: new Date(start).toISOString(), end: new Date(end).toISOString() };
  });
  let users = 0;
  for (let [round, after] = [0, '']; round < MAX_ROUNDS; round += 1) {
    const due = await usersDue(ctx.db, weeks, after, USERS_PER_ROUND);
    await sendDigests(ctx.env, at, due);
    users += due.length;
    const last = due.at(-1);
    if (last === undefined || due.length < USERS_PER_ROUND) break;
    after = last;
  }
  return { users };
}
