import { z } from 'zod';
import type { Database } from '../database.ts';

const DerivedSchema = z.object({ key: z.string(), derived: z.string() });

/** The venue's id of a fill or a movement. */
const named = (id: string) =>
  `coalesce((select x.ext_id from trade x where x.id = ${id}), (select e.ext_id from inventory_event e where e.id = ${id}))`;

/**
 * Everything that is stored of a user's trades beside the raw fills, named by the broker's ids: our own differ from user to user, and so
 * do the times of writing and the names of the candle files (a month that is not over gets a new file with the same bars).
 */
const DERIVED = `
  select 'trade ' || t.ext_id as key, jsonb_build_object(
    'outcome', (select to_jsonb(o) - '{trade_id,user_id,order_id,trip_id}'::text[] || jsonb_build_object(
        'order', (select x.ext_id from trade x where x.id = o.order_id), 'trip', ${named('o.trip_id')})
      from trade_outcome o where o.trade_id = t.id),
    'reflections', (select jsonb_agg(jsonb_build_object(
        'version', r.version, 'insight', r.insight, 'sparkline', r.sparkline, 'provisional', r.provisional) order by r.version)
      from reflection r where r.trade_id = t.id),
    'tags', (select jsonb_agg(jsonb_build_object(
        'label', b.label, 'confidence', b.confidence, 'version', b.version, 'features', b.features - 'snapshots') order by b.version, b.label)
      from bias_tag b where b.trade_id = t.id),
    'lots', (select jsonb_agg(to_jsonb(m) - '{sale_id,user_id,lot_id}'::text[] || jsonb_build_object(
        'lot', ${named('m.lot_id')}) order by m.seq)
      from lot_match m where m.sale_id = t.id)
  )::text as derived
  from trade t where t.user_id = $1
  union all
 select 'trip ' || coalesce(${named('p.id')}, p.id), (to_jsonb(p) - '{id,user_id}'::text[])::text
  from round_trip p where p.user_id = $1
  union all
  select 'rule ' || u.kind, u.params::text from rule u where u.user_id = $1`;

/** I6: what is stored of a disturbed user equals what is stored of one who imported the same account in peace. */
export async function differencesToControl(
  database: Database,
  userId: string,
  controlId: string,
): Promise<string[]> {
  const [disturbed, control] = [await derivedOf(database, userId), await derivedOf(database, controlId)];
  const against: string[] = [];
  for (const [key, text] of control) {
    const ours = disturbed.get(key);
    if (ours === undefined) against.push(`${key} is missing`);
    else if (ours !== text) against.push(`${key} differs: ${partingOf(ours, text)}`);
  }
  for (const key of disturbed.keys())
    if (!control.has(key)) against.push(`${key} is there, and not in peace`);
  return against;
}

async function derivedOf(database: Database, userId: string): Promise<Map<string, string>> {
  const rows = await database.rows(DerivedSchema, DERIVED, [userId]);
  return new Map(rows.map(({ key, derived }) => [key, derived]));
}

function partingOf(a: string, b: string): string {
  const at = [...a].findIndex((char, place) => b[place] !== char);
  const from = Math.max(at - 60, 0);
  return `…${a.slice(from, at + 40)}… for …${b.slice(from, at + 40)}…`;
}
