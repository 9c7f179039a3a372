import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { ImportProgress, JobError, JobResult } from '../../contracts/jobs.ts';
import { user } from './accounts.ts';
import { instant, ulidColumn } from './columns.ts';

export const job = pgTable(
  'job',
  {
    /** SHA-256 of the key and the run, hex. */
    id: text('id').primaryKey(),
    userId: ulidColumn('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: ['import', 'score', 'verify', 'export', 'simulate'] }).notNull(),
    /** SHA-256 of what the job means. One job of a key is queued or running at a time; a second request joins it. */
    key: text('key').notNull(),
    run: integer('run').notNull(),
    status: text('status', { enum: ['queued', 'running', 'done', 'failed', 'dead'] }).notNull(),
    params: jsonb('params').$type<Record<string, unknown>>().notNull(),
    progress: jsonb('progress').$type<ImportProgress>().notNull(),
    /** Where an import's next page begins: null before the first, empty after the last. Of a scoring, where its next claim goes on: see worker/jobs/score.ts. */
    cursor: text('cursor'),
    error: jsonb('error').$type<JobError>(),
    /** What a verification found, or where an export lies. */
    result: jsonb('result').$type<JobResult>(),
    /** Failed attempts, and claims that nobody gave back, since it last stored something: what fails goes on for six, what kills its worker for twenty. */
    attempts: integer('attempts').notNull().default(0),
    claims: integer('claims').notNull().default(0),
    /** How often the job was asked for: a worker that sees it rise goes over its work again before it ends. */
    requests: integer('requests').notNull().default(1),
    leaseOwner: text('lease_owner'),
    leaseUntil: instant('lease_until'),
    /** When the sweep last sent a message for it, and how often since it was last claimed. */
    wokenAt: instant('woken_at'),
    wakes: integer('wakes').notNull().default(0),
    /** Of the first attempt. */
    startedAt: instant('started_at'),
    endedAt: instant('ended_at'),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('job_key_active_key').on(table.key).where(sql`status in ('queued', 'running')`),
    uniqueIndex('job_key_run_key').on(table.key, table.run),
    index('job_user_id_created_at_idx').on(table.userId, table.createdAt),
    index('job_active_idx').on(table.updatedAt).where(sql`status in ('queued', 'running')`),
  ],
);

export const jobRejection = pgTable(
  'job_rejection',
  {
    id: ulidColumn('id').primaryKey(),
    jobId: text('job_id')
      .notNull()
      .references(() => job.id, { onDelete: 'cascade' }),
    userId: ulidColumn('user_id').notNull(),
    line: integer('line'),
    extId: text('ext_id'),
    reason: text('reason').notNull(),
  },
  (table) => [
    index('job_rejection_job_id_idx').on(table.jobId, table.id),
    index('job_rejection_user_id_idx').on(table.userId),
  ],
);

/** Messages that used up their retries and belong to no job: kept with their reason for 90 days, in which an operator may have them sent again. */
export const deadLetter = pgTable('dead_letter', {
  /** The message's own, so that one that is buried twice is kept once. */
  id: text('id').primaryKey(),
  queue: text('queue').notNull(),
  /** JSON text: jsonb takes neither a NUL nor half a surrogate. */
  body: text('body').notNull(),
  reason: text('reason').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
  /** An operator asked for it to be sent again; the sweep does it. */
  replayAskedAt: instant('replay_asked_at'),
  replayedAt: instant('replayed_at'),
});
