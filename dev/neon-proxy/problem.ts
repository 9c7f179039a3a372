import pg from 'pg';

/** What the driver copies from the body of a 400 to its NeonDbError. */
const FIELDS = [
  'severity',
  'code',
  'detail',
  'hint',
  'position',
  'internalPosition',
  'internalQuery',
  'where',
  'schema',
  'table',
  'column',
  'dataType',
  'constraint',
  'file',
  'line',
  'routine',
] as const;

export interface ProblemBody {
  message: string;
  code?: string;
}

/** A failure with the HTTP status it is answered with. */
export class SqlProblem extends Error {
  readonly status: number;
  readonly body: ProblemBody;

  constructor(status: number, body: ProblemBody) {
    super(body.message);
    this.status = status;
    this.body = body;
  }
}

/**
 * 400 with all fields for what Postgres said about the statement (the only status whose fields the driver
 * reads), 503 when Postgres did not answer.
 */
export function problemOf(error: unknown): { status: number; body: ProblemBody } {
  if (error instanceof SqlProblem) return error;
  if (error instanceof pg.DatabaseError) {
    const body: Record<string, string | undefined> = {};
    for (const field of FIELDS) body[field] = error[field];
    return { status: 400, body: { message: error.message, ...body } };
  }
  return { status: 503, body: { message: `Postgres is not available: ${reasonOf(error)}` } };
}

/** Wrong credentials are the caller's fault; every other reason not to get a connection is Postgres'. */
export function connectionFailed(error: unknown): SqlProblem {
  const code = error instanceof pg.DatabaseError ? error.code : undefined;
  const callersFault = code?.startsWith('28') || code === '3D000';
  if (error instanceof pg.DatabaseError && callersFault) return new SqlProblem(400, problemOf(error).body);
  const message = `Postgres is not available: ${reasonOf(error)}`;
  return new SqlProblem(503, code === undefined ? { message } : { message, code });
}

/** After FATAL Postgres closes the connection; anything it did not say itself tells of a broken one. */
export function endsSession(error: unknown): boolean {
  if (error instanceof SqlProblem) return false;
  return !(error instanceof pg.DatabaseError) || error.severity === 'FATAL' || error.severity === 'PANIC';
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
