import { type JobRequest, joinJob, requestJob } from '../../../db/queries/jobs.ts';
import type { Context } from '../../context.ts';
import { wake } from '../../jobs/messages.ts';
import type { BrokerImport, FileImport } from '../../jobs/params.ts';
import { fail, ok, type Result } from '../../result.ts';
import { giveBackToken, type RateLimited, takeToken } from '../rate-limits.ts';

export interface WantedImport {
  userId: string;
  key: string;
  params: BrokerImport | FileImport;
  window?: { since: string; until: string };
  /** Done before a run begins; one that is joined has it behind it. */
  prepare?: () => Promise<void>;
}

/**
 * Asks for an import and wakes it. What means the same as one that is under way joins it, which costs nothing; a run that begins costs a token of the
 * rule `import` (decision 27). Not more runs begin than tokens were taken: nobody makes one without, and who took one and joined after all gives it back.
 */
export async function startImport(
  ctx: Context,
  wanted: WantedImport,
): Promise<Result<{ jobId: string }, RateLimited>> {
  const request = toRequest(ctx, wanted);
  let jobId = await joinJob(ctx.db, request);
  if (jobId === undefined) {
    const { allowed, retryAfterS } = await takeToken(ctx, 'import', wanted.userId);
    jobId = allowed ? await beginRun(ctx, wanted, request) : await joinLate(ctx, request);
    if (jobId === undefined) return fail({ code: 'rate_limited', retryAfterS });
  }
  await wake(ctx.env, 'import', [jobId]);
  return ok({ jobId });
}

async function beginRun(
  ctx: Context,
  { userId, prepare }: WantedImport,
  request: JobRequest,
): Promise<string> {
  await prepare?.();
  const { id, joined } = await requestJob(ctx.db, request);
  if (joined) await giveBackToken(ctx, 'import', userId);
  return id;
}

/** Of many that come at once one begins the run; those for whom no token was left wait a moment for it, and are refused if there is none. */
const LOOK_AGAIN_MS = [0, 200, 600];

async function joinLate(ctx: Context, request: JobRequest): Promise<string | undefined> {
  for (const waitMs of LOOK_AGAIN_MS) {
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    const joined = await joinJob(ctx.db, request);
    if (joined !== undefined) return joined;
  }
  return undefined;
}

function toRequest(ctx: Context, { userId, key, params, window }: WantedImport): JobRequest {
  const { broker, source: from } = params;
  const isDryRun = params.source === 'file' && params.dryRun;
  return {
    userId,
    kind: 'import',
    key,
    params: { ...params },
    ...(window && { window }),
    entry: {
      id: ctx.newId(),
      action: 'import.started',
      meta: { broker, from, ...(isDryRun && { dryRun: true }) },
    },
  };
}
