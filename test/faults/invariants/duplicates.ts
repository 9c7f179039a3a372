import { z } from 'zod';
import type { Database } from '../database.ts';

const FoundSchema = z.object({ found: z.string() });

/** I2, by what is there and not by what a unique key promises. */
const DUPLICATES: readonly [what: string, query: string][] = [
  [
    'trade',
    `select user_id || ' ' || broker || ' ' || ext_id || ' ×' || count(*) as found
     from trade group by user_id, broker, ext_id having count(*) > 1`,
  ],
  [
    'reflection',
    `select trade_id || ' v' || version || ' ×' || count(*) as found
     from reflection group by trade_id, version having count(*) > 1`,
  ],
  [
    'tag',
    `select trade_id || ' ' || label || ' v' || version || ' ×' || count(*) as found
     from bias_tag group by trade_id, label, version having count(*) > 1`,
  ],
  [
    'part of a sale',
    `select sale_id || ' ' || seq || ' ×' || count(*) as found from lot_match group by sale_id, seq having count(*) > 1`,
  ],
  [
    'active job of a key',
    `select key || ' ×' || count(*) as found from job where status in ('queued', 'running') group by key having count(*) > 1`,
  ],
  ['run of a job', `select key || ' ' || run as found from job group by key, run having count(*) > 1`],
  [
    'digest of a week',
    `select user_id || ' ' || date_trunc('week', period_start + interval '1 day') || ' ×' || count(*) as found
     from digest group by user_id, date_trunc('week', period_start + interval '1 day') having count(*) > 1`,
  ],
  [
    'digest told again',
    `select payload ->> 'digestId' || ' ×' || count(*) as found
     from event_outbox where type = 'digest.ready' group by payload ->> 'digestId' having count(*) > 1`,
  ],
  ['event', `select id || ' ×' || count(*) as found from event_outbox group by id having count(*) > 1`],
  [
    'sale over what was sold',
    `select t.ext_id || ' sold ' || t.qty || ', lots ' || sum(m.qty) as found
     from lot_match m join trade t on t.id = m.sale_id group by t.id, t.ext_id, t.qty having sum(m.qty) > t.qty`,
  ],
  [
    'reflection told again in the same words',
    `select trade_id || ' at seq ' || seq as found from (
       select payload ->> 'tradeId' as trade_id, seq, payload ->> 'insight' as insight,
              lag(payload ->> 'insight') over (partition by user_id, payload ->> 'tradeId' order by seq) as before
       from event_outbox where type = 'coach.reflect') told
     where insight = before`,
  ],
];

/** I2: nothing of the business is there twice. */
export async function duplicates(database: Database): Promise<string[]> {
  const against: string[] = [];
  for (const [what, query] of DUPLICATES) {
    for (const { found } of await database.rows(FoundSchema, query)) against.push(`${what}: ${found}`);
  }
  return against;
}
