import { requestImports, takeDueConnections } from '../../db/queries/syncs.ts';
import type { Context } from '../context.ts';
import { brokerImportKey } from '../services/imports/imports.ts';
import { wake } from './messages.ts';
import type { BrokerImport } from './params.ts';
import { syncWindow } from './sync-window.ts';

/** Connections of one statement; a minute's cron takes so many of them at the most that the queue is not flooded. */
const PER_ROUND = 500;
const MAX_ROUNDS = 10;

/** Asks for an import of every connection that is due. The messages go out in batches; one that is lost is sent again by the sweep. */
export async function requestDueSyncs(ctx: Context): Promise<void> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const due = await takeDueConnections(ctx.db, PER_ROUND);
    const ids = await requestImports(
      ctx.db,
      due.map(({ id: connectionId, userId, broker, ...connection }) => {
        const params: BrokerImport = {
          source: 'broker',
          broker,
          connectionId,
          automatic: true,
          ...syncWindow(connection, ctx.now()),
        };
        return { userId, key: brokerImportKey(userId, broker), params: { ...params } };
      }),
    );
    await wake(ctx.env, 'import', ids);
    if (due.length < PER_ROUND) return;
  }
}
