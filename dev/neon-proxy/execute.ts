import type { ClientBase, QueryArrayResult, QueryResult } from 'pg';
import { SqlProblem } from './problem.ts';

export interface SqlQuery {
  query: string;
  params: unknown[];
}

export type SqlRequest = SqlQuery | { queries: SqlQuery[] };

export interface BatchOptions {
  isolation?: string;
  readOnly: boolean;
  deferrable: boolean;
}

const ISOLATION = new Map([
  ['ReadUncommitted', 'READ UNCOMMITTED'],
  ['ReadCommitted', 'READ COMMITTED'],
  ['RepeatableRead', 'REPEATABLE READ'],
  ['Serializable', 'SERIALIZABLE'],
]);

/** Every value goes out as Postgres' own text: the driver parses it, and a numeric keeps all its digits. */
const AS_TEXT = { getTypeParser: () => (text: string) => text };

/** The extended protocol always, as Neon: two statements in one string are refused here as in production. */
export async function runOne(client: ClientBase, { query, params }: SqlQuery, arrayMode: boolean) {
  const config = { text: query, values: params, types: AS_TEXT, queryMode: 'extended' };
  const result: QueryResult | QueryArrayResult = arrayMode
    ? await client.query({ ...config, rowMode: 'array' })
    : await client.query(config);
  return {
    command: result.command,
    rowCount: result.rowCount,
    rows: result.rows,
    rowAsArray: arrayMode,
    fields: result.fields.map((field) => ({
      name: field.name,
      dataTypeID: field.dataTypeID,
      tableID: field.tableID,
      columnID: field.columnID,
      dataTypeSize: field.dataTypeSize,
      dataTypeModifier: field.dataTypeModifier,
      format: field.format,
    })),
  };
}

/** All in one transaction, or nothing. What is between its ends goes out in one go: behind a statement that failed Postgres runs none. */
export async function runBatch(
  client: ClientBase,
  queries: SqlQuery[],
  arrayMode: boolean,
  options: BatchOptions,
) {
  await client.query(beginStatement(options));
  try {
    const results = await Promise.all(queries.map((query) => runOne(client, query, arrayMode)));
    await client.query('COMMIT');
    return results;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}

function beginStatement({ isolation, readOnly, deferrable }: BatchOptions): string {
  const modes: string[] = [];
  if (isolation !== undefined) {
    const level = ISOLATION.get(isolation);
    if (!level)
      throw new SqlProblem(400, { message: `invalid isolation level: ${JSON.stringify(isolation)}` });
    modes.push(`ISOLATION LEVEL ${level}`);
  }
  if (readOnly) modes.push('READ ONLY');
  if (deferrable) modes.push('DEFERRABLE');
  return ['BEGIN', ...modes].join(' ');
}
