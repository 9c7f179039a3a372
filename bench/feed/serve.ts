import type { Addresses } from './control.ts';

/** A system's side of its life: it says where it serves, and ends when the benchmark closes its standard input, even by dying. */
export function serveUntilInputEnds(addresses: Addresses, stop: () => Promise<void>): void {
  process.stdin.once('end', () => {
    void stop().finally(() => process.exit(0));
  });
  process.stdin.resume();
  console.log(JSON.stringify(addresses));
}

/** The data directory and the Postgres that the benchmark made for this run. */
export function surroundingsGiven(): { dataDir: string; databaseUrl: string } {
  const [dataDir, databaseUrl] = process.argv.slice(2);
  if (!dataDir || !databaseUrl) throw new Error('usage: SYSTEM.ts DATA_DIR DATABASE_URL');
  return { dataDir, databaseUrl };
}
