import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { RULE_KINDS, type RuleSpec } from '../../contracts/rules.ts';
import type { Db } from '../client.ts';
import { user } from '../schema/accounts.ts';
import { rule, ruleVersion } from '../schema/coaching.ts';
import type { NewAudit } from './accounts.ts';

/** What the trader's own rules were from when on, the oldest first. */
export async function ruleVersionsOf(db: Db, userId: string) {
  return selectVersions(db, userId);
}

export type RuleVersionRow = Awaited<ReturnType<typeof ruleVersionsOf>>[number];

function selectVersions(db: Db, userId: string) {
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

/**
 * The trader's rules and their versions, with the revision of the inputs that they are part of. The revision is read first: whoever changes a rule
 * meanwhile shows as another one.
 */
export async function ownRules(db: Db, userId: string) {
  const [[account], rules, versions] = await db.batch([
    db.select({ inputs: user.inputs }).from(user).where(eq(user.id, userId)),
    db
      .select({ id: rule.id, kind: rule.kind })
      .from(rule)
      .where(and(eq(rule.userId, userId), inArray(rule.kind, RULE_KINDS))),
    selectVersions(db, userId),
  ]);
  return { inputs: account?.inputs ?? 0, rules, versions };
}

export type OwnRuleRows = Awaited<ReturnType<typeof ownRules>>;

export interface RuleChange {
  id: string;
  versionId: string;
  userId: string;
  rule: RuleSpec;
  active: boolean;
  since: Date;
  /** What the change was decided on, see ownRules. */
  inputs: number;
}

/**
 * Makes a rule what it is from now on, keeps that as a version, and has trades since then gone over again; in one statement. Answers the rule's id;
 * undefined: the trader's inputs have changed since they were read, maybe by another rule, and nothing was done.
 */
export async function changeRule(
  db: Db,
  { id, versionId, userId, rule: { kind, params }, active, since, inputs }: RuleChange,
  entry: NewAudit,
): Promise<string | undefined> {
  const [json, from] = [JSON.stringify(params), since.toISOString()];
  const { rows } = await db.execute<{ id: string }>(sql`
    with mine as (
      -- The row is locked by it, so that of two changes at once the later one sees the other and is decided anew.
      update "user" set inputs = inputs + 1 where id = ${userId} and inputs = ${inputs} returning id
    ), changed as (
      insert into rule (id, user_id, kind, params, active)
      select ${id}, mine.id, ${kind}, ${json}::jsonb, ${active}::boolean from mine
      on conflict (user_id, kind) do update set params = excluded.params, active = excluded.active
      returning id
    ), kept as (
      insert into rule_version (id, user_id, kind, params, active, since)
      select ${versionId}, mine.id, ${kind}, ${json}::jsonb, ${active}::boolean, ${from}::timestamptz from mine
    ), reopened as (
      update reflection set provisional = true from mine
      where reflection.user_id = mine.id
        and reflection.trade_id in (select t.id from trade t where t.user_id = ${userId} and t.ts >= ${from}::timestamptz)
    ), noted as (
      insert into audit (id, user_id, action, meta)
      select ${entry.id}, mine.id, ${entry.action}, ${JSON.stringify(entry.meta ?? {})}::jsonb from mine
    )
    select id from changed`);
  return rows[0]?.id;
}
