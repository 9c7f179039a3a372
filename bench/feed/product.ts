import { join } from 'node:path';
import { CROWD } from '../../dev/crowd.ts';
import { startProduction } from '../../dev/production.ts';
import { readSettings } from '../../dev/settings.ts';
import { startSurroundings } from '../../dev/stack.ts';
import { buildDriver } from './build-driver.ts';
import { serveUntilInputEnds, surroundingsGiven } from './serve.ts';

/** The production build over the given Postgres, with the driver beside it. Its objects are on disk, so that their commits are synced. */
const { dataDir, databaseUrl } = surroundingsGiven();
const surroundings = await startSurroundings(
  readSettings({ ...CROWD, DATA_DIR: dataDir, DATABASE_URL: databaseUrl, DEMO: '0' }),
);
const production = await startProduction({
  vars: surroundings.vars,
  persistTo: join(dataDir, 'cf'),
  neighbours: [{ name: 'driver', script: await buildDriver() }],
});
serveUntilInputEnds({ origin: production.origin, control: await production.originOf('driver') }, async () => {
  await production.stop();
  await surroundings.stop();
});
