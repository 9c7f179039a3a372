import { duplicates } from '../invariants/duplicates.ts';
import { feedFaults } from '../invariants/feed.ts';
import { lostFills } from '../invariants/fills.ts';
import { unendedJobs } from '../invariants/jobs.ts';
import { foreignData } from '../invariants/privacy.ts';
import { differencesToControl } from '../invariants/recomputed.ts';
import type { Scenario } from '../scenario.ts';
import { requestImport } from '../trader.ts';

const FILLS = 40;

/** The harness against itself: after each damage done by SQL, the invariant that it breaks says so. */
export const oracles: Scenario = {
  name: 'oracles',
  quick: true,
  async run(world, report) {
    const { database } = world;
    const trader = await world.trader(world.account(FILLS));
    const control = await world.trader(trader.account);
    const stranger = await world.trader(world.account(FILLS));
    for (const one of [trader, control, stranger]) await requestImport(one, world.since);
    await world.settle(30_000);
    const damages: [what: string, sql: string, sees: () => Promise<string[]>][] = [
      [
        'I1 a fill’s price',
        `update trade set price = price + 0.00000001 where id = (select min(id) from trade where user_id = $1)`,
        () => lostFills(database, trader),
      ],
      [
        'I1 a lost reflection',
        `delete from reflection where trade_id = (select max(id) from trade where user_id = $1)`,
        () => lostFills(database, trader),
      ],
      [
        'I2 the same words told twice',
        `insert into event_outbox (id, user_id, type, v, ts, payload, delivered_at)
         select 'X' || substr(id, 2), user_id, type, v, ts, payload, now() from event_outbox
         where user_id = $1 and type = 'coach.reflect' order by seq desc limit 1`,
        () => duplicates(database),
      ],
      [
        'I3 an event that was committed and did not reach the feed',
        `insert into event_outbox (id, user_id, type, v, ts, payload, delivered_at)
         select 'Y' || substr(id, 2), user_id, type, v, ts, payload, now() from event_outbox
         where user_id = $1 and type = 'import.progress' order by seq desc limit 1`,
        () => feedFaults(database, trader),
      ],
      [
        'I3 an order that is not that of the commits',
        `update event_outbox set seq = -seq where user_id = $1 and type = 'coach.reflect'`,
        () => feedFaults(database, trader),
      ],
      [
        'I4 a job that does not end',
        `update job set status = 'running', lease_until = now() + interval '1 hour'
         where id = (select max(id) from job where user_id = $1 and kind = 'score')`,
        () => unendedJobs(database, trader),
      ],
      [
        'I6 a lot’s cost',
        `update lot_match set cost = cost + 0.01 where user_id = $1 and seq = 0`,
        () => differencesToControl(database, trader.userId, control.userId),
      ],
      [
        'I5 an event of another user',
        `update event_outbox set user_id = (select min(id) from "user" where id <> $1)
         where user_id = $1 and type = 'coach.reflect'`,
        () => foreignData(database, trader),
      ],
    ];
    const before = await Promise.all(damages.map(([, , sees]) => sees()));
    report.check('nothing is found before the damage', before.flat());
    world.stopCron();
    for (const [what, sql, sees] of damages) {
      const known = new Set(await sees());
      const damaged = await database.run(sql, [trader.userId]);
      report.broke(`${what}: ${damaged} rows`);
      const found = (await sees()).filter((line) => !known.has(line));
      report.check(
        `it is found: ${found[0]?.slice(0, 120) ?? 'nothing'}`,
        found.length > 0 ? [] : [`${what} goes unnoticed`],
      );
    }
    report.check('the stranger’s books are untouched', await lostFills(database, stranger));
  },
};
