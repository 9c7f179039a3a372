import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { migrateDatabase } from '../../db/migrate.ts';
import { startPostgres } from '../../dev/postgres.ts';
import { makeScratchDir } from '../../dev/scratch-dir.ts';

export const ONE = '01ARZ3NDEKTSV4RRFFQ69G5FAA';
export const OTHER = '01ARZ3NDEKTSV4RRFFQ69G5FAB';

export interface CommandWorld {
  dataDir: string;
  /** As the owner of the tables. */
  db: pg.Client;
  /** What a command of dev/ prints, and how it ends. */
  run(script: string, ...args: string[]): Promise<{ code: number; out: string }>;
  stop(): Promise<void>;
}

/** A database of two users, and an operator's hands on it. */
export async function startCommandWorld(): Promise<CommandWorld> {
  const scratch = makeScratchDir();
  const dataDir = scratch.path;
  const postgres = await startPostgres({ dataDir });
  await migrateDatabase(postgres.url);
  const db = new pg.Client({ connectionString: postgres.url });
  await db.connect();
  await db.query(
    `insert into "user" (id, email, password_hash) values ($1, 'one@example.com', 'none'), ($2, 'other@example.com', 'none')`,
    [ONE, OTHER],
  );
  const env = { ...process.env, DATABASE_URL: postgres.url, DATA_DIR: dataDir };
  return {
    dataDir,
    db,
    run(script, ...args) {
      const path = fileURLToPath(new URL(`../../dev/${script}`, import.meta.url));
      return new Promise((resolve) => {
        execFile(process.execPath, [path, ...args], { env }, (error, stdout, stderr) =>
          resolve({ code: typeof error?.code === 'number' ? error.code : 0, out: stdout + stderr }),
        );
      });
    },
    async stop() {
      await db.end();
      await postgres.stop();
      scratch.remove();
    },
  };
}
