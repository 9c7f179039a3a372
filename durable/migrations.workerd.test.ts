import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { sha256Hex } from '../worker/security/hashes.ts';
import { MIGRATIONS, migrate } from './migrations.ts';
import { userFeed } from './stub.ts';

/** Of what is deployed. A line is added with each migration, and none is ever changed. */
const DEPLOYED = [
  'bfe160334fb56033ff1d4771a81a3bee986ea605c3501eb5ea0c88b633ed3a63',
  '8484c67d204f316a3fe986d70a398b097ff93646c941e1bbc5689cc1afaec5ea',
];

/** Runs against an object of nobody whose tables are gone. */
async function emptied(run: (sql: SqlStorage) => void): Promise<void> {
  await runInDurableObject(userFeed(env, crypto.randomUUID()), (_, { storage }) => {
    for (const { name } of storage.sql
      .exec<{ name: string }>(
        `select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like '_cf_%'`,
      )
      .toArray()) {
      storage.sql.exec(`drop table "${name}"`);
    }
    run(storage.sql);
  });
}

const schemaOf = (sql: SqlStorage) =>
  sql.exec(`select name, sql from sqlite_master where name not like '_cf_%' order by name`).toArray();

describe('the migrations of the feed', () => {
  test('are never edited once deployed', () => {
    expect(MIGRATIONS.map((statement) => sha256Hex(statement))).toEqual(DEPLOYED);
  });

  test.each(MIGRATIONS.map((_, at) => at))(
    'bring version %i to the newest, and run twice change nothing',
    async (at) => {
      let wanted: unknown;
      await emptied((sql) => {
        migrate(sql);
        wanted = schemaOf(sql);
      });
      await emptied((sql) => {
        migrate(sql, MIGRATIONS.slice(0, at));
        migrate(sql);
        migrate(sql);
        expect(schemaOf(sql)).toEqual(wanted);
        expect(sql.exec('select version from schema_version').toArray()).toEqual([
          { version: MIGRATIONS.length },
        ]);
      });
    },
  );

  test('keep the events of every older version', async () => {
    await emptied((sql) => {
      migrate(sql, MIGRATIONS.slice(0, 1));
      sql.exec(
        `insert into event (id, type, ts, v, payload) values ('a', 'coach.reflect', '2026-11-20T10:00:00.000Z', 1, '{}')`,
      );
      migrate(sql);
      expect(sql.exec('select seq, id from event').toArray()).toEqual([{ seq: 1, id: 'a' }]);
    });
  });

  test('refuse a database of a newer version', async () => {
    await emptied((sql) => {
      migrate(sql);
      sql.exec('update schema_version set version = 99');
      expect(() => migrate(sql)).toThrow('version 99');
    });
  });
});
