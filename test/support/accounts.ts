import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { UserResponseSchema } from '../../contracts/auth.ts';
import { parse, type TwinClient } from '../../dev/client.ts';
import { contextOf } from '../../worker/context.ts';

/** What was written of a user, the oldest first. */
export async function auditOf(
  userId: string,
): Promise<{ action: string; meta: Record<string, string | number | boolean> }[]> {
  const { rows } = await contextOf(env).db.execute<{
    action: string;
    meta: Record<string, string | number | boolean>;
  }>(sql`select action, meta from audit where user_id = ${userId} order by seq`);
  return rows;
}

export async function actionsOf(userId: string): Promise<string[]> {
  return (await auditOf(userId)).map(({ action }) => action);
}

export async function userIdOf(client: TwinClient): Promise<string> {
  return (await parse(await client.get('/api/auth/me'), UserResponseSchema)).user.id;
}

/** A problem without what differs from one request to the next. */
export async function problemOf(answer: Response): Promise<{ code: string; status: number }> {
  const { requestId: _, ...problem } = await answer.json<{
    requestId: string;
    code: string;
    status: number;
  }>();
  return problem;
}
