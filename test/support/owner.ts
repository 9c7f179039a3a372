import { env } from 'cloudflare:workers';
import { z } from 'zod';
import { configOf } from '../../worker/env.ts';

const AnswerSchema = z.object({ rows: z.array(z.record(z.string(), z.string().nullable())) });

/** A statement in the name of the database's owner, whom no policy and no grant binds: what the Worker cannot do. Every value comes as text. */
export async function asOwner(
  query: string,
  params: unknown[] = [],
): Promise<Record<string, string | null>[]> {
  const { DATABASE_URL, NEON_PROXY } = configOf(env);
  const answer = await fetch(`http://${NEON_PROXY}/sql`, {
    method: 'POST',
    headers: { 'neon-connection-string': DATABASE_URL },
    body: JSON.stringify({ query, params }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return AnswerSchema.parse(JSON.parse(text)).rows;
}

/** Every table that names a user, by information_schema, with how many rows it has of this one. */
export async function rowsOf(userId: string): Promise<Record<string, number>> {
  const tables = await asOwner(`
    select c.table_name as name, case c.table_name when 'user' then 'id' else 'user_id' end as owner
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
      and (c.column_name = 'user_id' or c.table_name = 'user' and c.column_name = 'id')`);
  const counts = tables.map(
    ({ name, owner }) => `select '${name}' as name, count(*) as n from "${name}" where "${owner}" = $1`,
  );
  const rows = await asOwner(counts.join(' union all '), [userId]);
  return Object.fromEntries(rows.map(({ name, n }) => [name, Number(n)]));
}

/** All keys of R2 that begin so. */
export async function keysOf(prefix: string): Promise<string[]> {
  const { objects } = await env.SNAPSHOTS.list({ prefix });
  return objects.map(({ key }) => key);
}
