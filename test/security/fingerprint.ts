import { z } from 'zod';
import type { Stack } from './stack.ts';

const TableSchema = z.object({ name: z.string() });
const HashSchema = z.object({ hash: z.string().nullable() });

/** Tables of rows that belong to users. */
export async function tablesOfUsers(stack: Stack): Promise<string[]> {
  const rows = await stack.rows(
    TableSchema,
    `select distinct c.table_name as name from information_schema.columns c join pg_class t on t.oid = format('%I', c.table_name)::regclass
     where c.table_schema = 'public' and not t.relispartition and t.relkind in ('r', 'p') and (c.column_name = 'user_id' or c.table_name = 'user')`,
  );
  return rows.map(({ name }) => name).sort();
}

/** A hash of everything that is stored of users, table by table; when a session was last seen does not count. */
export async function fingerprint(stack: Stack): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  for (const table of await tablesOfUsers(stack)) {
    const row = table === 'session' ? `(to_jsonb(t) - 'last_seen_at')::text` : 'to_jsonb(t)::text';
    const [found] = await stack.rows(
      HashSchema,
      `select md5(string_agg(${row}, '|' order by ${row})) as hash from "${table}" t`,
    );
    hashes.set(table, found?.hash ?? '');
  }
  return hashes;
}

/** The tables that differ. */
export function changedTables(before: Map<string, string>, after: Map<string, string>): string[] {
  return [...after].filter(([table, hash]) => before.get(table) !== hash).map(([table]) => table);
}
