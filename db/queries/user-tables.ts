import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';

/** A table with rows that belong to users, as the database itself tells it: one that is made later is found like all others. */
export interface UserTable {
  name: string;
  /** The column that holds the user's id. */
  owner: string;
  columns: TableColumn[];
  /** Columns that no two rows share, and that are never null: what pages are told apart by. null: the table has none. */
  key: TableColumn[] | null;
}

export interface TableColumn {
  name: string;
  /** As Postgres names it: numeric, timestamp with time zone, jsonb … */
  type: string;
}

/** Rows as texts, and where the next page begins; `next` is null after the last. */
export interface RowPage {
  rows: string[];
  next: string | null;
}

/**
 * Read from the catalogue and not from information_schema, which would be silent about a table that somebody forgot to grant: such a one is to fail.
 */
export async function userTables(db: Db): Promise<UserTable[]> {
  const { rows } = await db.execute<{ tables: UserTable[] }>(sql`
    with owned as (
      select c.oid, c.relname as name, case c.relname when 'user' then 'id' else 'user_id' end as owner
      from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and (c.relname = 'user' or exists (
          select from pg_attribute a where a.attrelid = c.oid and a.attname = 'user_id' and not a.attisdropped))
    ), columns as (
      select a.attrelid, a.attnum, json_build_object('name', a.attname, 'type', format_type(a.atttypid, null)) as told, a.attnotnull
      from pg_attribute a where a.attnum > 0 and not a.attisdropped
    ), keys as (
      select distinct on (i.indrelid) i.indrelid, i.indkey
      from pg_index i
      where i.indisunique and i.indpred is null and i.indexprs is null and not exists (
        select from columns a where a.attrelid = i.indrelid and a.attnum = any(i.indkey) and not a.attnotnull)
      order by i.indrelid, i.indisprimary desc, i.indexrelid
    )
    select coalesce(json_agg(json_build_object(
      'name', o.name, 'owner', o.owner,
      'columns', (select json_agg(a.told order by a.attnum) from columns a where a.attrelid = o.oid),
      'key', (select json_agg(a.told order by k.place) from keys i, unnest(i.indkey) with ordinality as k (attnum, place)
              join columns a on a.attnum = k.attnum where i.indrelid = o.oid and a.attrelid = o.oid)
    ) order by o.name), '[]') as tables
    from owned o`);
  return rows[0]?.tables ?? [];
}

/** A column, and what it is called where it is told. */
export type NamedColumn = TableColumn & { as: string };

/** A row is told as an object in JSON, or as a JSON array of its texts, null where there is no value. */
export type RowForm = 'object' | 'texts';

/**
 * A user's rows after a place, as many as `most` and about `bytes` of text allow, and one at least. The texts are made by Postgres: money keeps all
 * its digits, times are ISO 8601 UTC with their microseconds, and nobody here has to hold a row as an object.
 */
export async function pageOfRows(
  db: Db,
  userId: string,
  { table, columns, form }: { table: UserTable; columns: readonly NamedColumn[]; form: RowForm },
  { after, most, bytes }: { after: string | null; most: number; bytes: number },
): Promise<RowPage> {
  const { key } = table;
  if (!key) throw new Error(`The table ${table.name} has no key that pages could be told apart by.`);
  const keys = list(key.map(({ name }) => sql.identifier(name)));
  const place = list(key.map(({ type }, at) => sql`(${after}::jsonb ->> ${at}::int)::${sql.raw(type)}`));
  const { rows } = await db.execute<{ row: string; key: string; found: number }>(sql`
    with page as (
      select * from ${sql.identifier(table.name)}
      where ${sql.identifier(table.owner)} = ${userId} ${after === null ? sql`` : sql`and (${keys}) > (${place})`}
      order by ${keys} limit ${most}::int
    ), told as (
      select ${form === 'object' ? objectOf(columns) : textsOf(columns)} as row, ${textsOf(key)} as key,
             row_number() over (order by ${keys}) as place
      from page r
    ), measured as (
      select row, key, place, sum(octet_length(row)) over (order by place) - octet_length(row) as before from told
    )
    select row, key, (select count(*)::int from page) as found from measured where before < ${bytes}::int order by place`);
  const last = rows.at(-1);
  const isLast = last === undefined || (rows.length === last.found && last.found < most);
  return { rows: rows.map(({ row }) => row), next: isLast ? null : last.key };
}

function objectOf(columns: readonly NamedColumn[]): SQL {
  const told = columns.map((column) => sql`${jsonOf(column)} as ${sql.identifier(column.as)}`);
  return sql`(select row_to_json(o)::text from (select ${list(told)}) o)`;
}

function textsOf(columns: readonly TableColumn[]): SQL {
  return sql`to_json(array[${list(columns.map(textOf))}]::text[])::text`;
}

/** As JSON holds it. A number of JSON is no place for money. */
function jsonOf(column: TableColumn): SQL {
  return isInstant(column) || column.type === 'numeric'
    ? textOf(column)
    : sql`r.${sql.identifier(column.name)}`;
}

function textOf(column: TableColumn): SQL {
  const value = sql`r.${sql.identifier(column.name)}`;
  if (isInstant(column)) return sql`to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
  return column.type.endsWith('[]') ? sql`to_json(${value})::text` : sql`${value}::text`;
}

const isInstant = ({ type }: TableColumn) => type === 'timestamp with time zone';

const list = (parts: readonly SQL[] | readonly ReturnType<typeof sql.identifier>[]) =>
  sql.join([...parts], sql`, `);
