import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';

const ADVISORY_LOCK = 7_214_903;

/** Brings a database to the newest schema. Two at once take turns. Throws what Postgres answers. */
export async function migrateDatabase(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [ADVISORY_LOCK]);
    await migrate(drizzle(client), {
      migrationsFolder: fileURLToPath(new URL('./migrations', import.meta.url)),
    });
  } finally {
    await client.end();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const databaseUrl = process.env.DATABASE_URL;
  if (!databaseUrl) {
    console.error(
      'Set DATABASE_URL to the Postgres to migrate: DATABASE_URL=postgres://… npm run db:migrate',
    );
    process.exit(1);
  }
  await migrateDatabase(databaseUrl);
  console.log('The database is at the newest schema.');
}
