import pg from 'pg';
import { startPostgres } from '../../dev/postgres.ts';
import { makeScratchDir } from '../../dev/scratch-dir.ts';
import type { Addresses } from './control.ts';
import { Missing } from './holdings.ts';
import type { Verdict } from './judge.ts';
import { measureHotUser } from './phases/hot-user.ts';
import { measureLatency } from './phases/latency.ts';
import { measureReconnect } from './phases/reconnect.ts';
import { measureReplay } from './phases/replay.ts';
import { Stage } from './stage.ts';
import { type FeedSystem, startSystem } from './system.ts';

export interface Figures {
  p50Ms: number;
  p99Ms: number;
  replayMs: number;
  reconnectMs: number;
  eventsPerS: number;
}

export type Phase = 'latency' | 'replay' | 'reconnect' | 'hot user';

export interface FeedRun {
  figures: Figures;
  verdicts: Record<Phase, Verdict>;
}

/** Of a phase in which events did not come. */
const NOT_REACHED: Figures = {
  p50Ms: Number.POSITIVE_INFINITY,
  p99Ms: Number.POSITIVE_INFINITY,
  replayMs: Number.POSITIVE_INFINITY,
  reconnectMs: Number.POSITIVE_INFINITY,
  eventsPerS: 0,
};

/** All phases on a fresh process of the system, over a fresh Postgres that syncs its commits. */
export async function runSystem(system: FeedSystem): Promise<FeedRun> {
  const scratch = makeScratchDir();
  const postgres = await startPostgres({ dataDir: scratch.path });
  try {
    await requireSyncedCommits(postgres.url);
    const running = await startSystem(system, scratch.path, postgres.url);
    try {
      return await runPhases(system, running.addresses);
    } finally {
      await running.stop();
    }
  } finally {
    await postgres.stop();
    scratch.remove();
  }
}

async function runPhases(system: FeedSystem, addresses: Addresses): Promise<FeedRun> {
  const phase = async <Result>(measure: (stage: Stage) => Promise<Result>) => {
    const stage = new Stage(system, addresses);
    const figures = await measure(stage).catch((error: unknown) => {
      if (error instanceof Missing) return {};
      throw error;
    });
    return { figures, verdict: await stage.judge() };
  };
  const latency = await phase(measureLatency);
  const replay = await phase(measureReplay);
  const reconnect = await phase(measureReconnect);
  const hot = await phase(measureHotUser);
  return {
    figures: { ...NOT_REACHED, ...latency.figures, ...replay.figures, ...reconnect.figures, ...hot.figures },
    verdicts: {
      latency: latency.verdict,
      replay: replay.verdict,
      reconnect: reconnect.verdict,
      'hot user': hot.verdict,
    },
  };
}

async function requireSyncedCommits(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const setting of ['fsync', 'synchronous_commit']) {
      const { rows } = await client.query(`show ${setting}`);
      if (rows[0]?.[setting] !== 'on')
        throw new Error(`Postgres runs with ${setting} ${rows[0]?.[setting]}.`);
    }
  } finally {
    await client.end();
  }
}
