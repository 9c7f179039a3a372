/** Append-only: what is deployed is never edited. Index + 1 is the schema's version. */
export const MIGRATIONS: readonly string[] = [
  `create table event (
     seq integer primary key autoincrement,
     id text not null unique,
     type text not null,
     ts text not null,
     v integer not null,
     payload text not null
   )`,
  `create table erased (at text not null)`,
];

/** Brings the object's own database to the newest version. Throws where the stored version is unknown to this code. */
export function migrate(sql: SqlStorage, migrations = MIGRATIONS): void {
  sql.exec('create table if not exists schema_version (version integer not null)');
  const [row] = sql.exec<{ version: number }>('select version from schema_version').toArray();
  const version = row?.version ?? 0;
  if (version > migrations.length)
    throw new Error(`The feed is at version ${version}, newer than this code knows.`);
  for (const statement of migrations.slice(version)) sql.exec(statement);
  if (version === migrations.length) return;
  sql.exec('delete from schema_version');
  sql.exec('insert into schema_version (version) values (?)', migrations.length);
}
