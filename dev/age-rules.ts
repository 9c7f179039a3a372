import pg from 'pg';

/**
 * Has the rules of an account in force for longer than they are, and its trades since gone over again by the next scoring: a rule that was made just now
 * has nothing to say of what is there.
 */
export async function ageRules(databaseUrl: string, email: string, days: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const ofAccount = '(select id from "user" where email = $1)';
    await client.query(
      `update rule_version set since = since - $2 * interval '1 day' where user_id in ${ofAccount}`,
      [email, days],
    );
    await client.query(`update "user" set inputs = inputs + 1 where email = $1`, [email]);
    await client.query(`update reflection set provisional = true where user_id in ${ofAccount}`, [email]);
  } finally {
    await client.end();
  }
}
