import { asc, eq } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { ruleVersion } from '../schema/coaching.ts';

/** What the trader's own rules were from when on, the oldest first. */
export async function ruleVersionsOf(db: Db, userId: string) {
  return db
    .select({
      kind: ruleVersion.kind,
      params: ruleVersion.params,
      active: ruleVersion.active,
      since: ruleVersion.since,
    })
    .from(ruleVersion)
    .where(eq(ruleVersion.userId, userId))
    .orderBy(asc(ruleVersion.since), asc(ruleVersion.id));
}

export type RuleVersionRow = Awaited<ReturnType<typeof ruleVersionsOf>>[number];
