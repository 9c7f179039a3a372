/** One line of JSON. An error of the database is told by its code and constraint: its text quotes the values that were sent. */
export function logError(where: Record<string, string | null>, error: unknown): void {
  console.error(JSON.stringify({ level: 'error', ...where, ...describe(error) }));
}

/**
 * A database that cannot be reached: an answer of the edge without an SQLSTATE, one of the classes for lost connections and shutdown, or none
 * in time (what else has a deadline, a broker's call, is a value and never thrown this far).
 */
export function isDatabaseDown(error: unknown): boolean {
  const found = databaseError(error);
  if (!found) return false;
  return found.code === undefined || /^(08|53|57P)/.test(found.code);
}

function describe(error: unknown): Record<string, string | undefined> {
  const found = databaseError(error);
  if (found) return { error: 'database', sqlstate: found.code, constraint: found.constraint };
  if (!(error instanceof Error)) return { error: String(error) };
  return { error: error.name, message: error.message, stack: error.stack };
}

interface DatabaseError {
  code: string | undefined;
  constraint: string | undefined;
}

/** Drizzle wraps the driver's error as the cause of its own. */
function databaseError(error: unknown): DatabaseError | null {
  const all = causes(error);
  // A TimeoutError has a code of its own, which is none of Postgres.
  if (all.some(({ name }) => name === 'TimeoutError')) return { code: undefined, constraint: undefined };
  const found = all.find(({ name }) => name === 'NeonDbError');
  if (!found) return null;
  const { code, constraint } = found as Error & Partial<DatabaseError>;
  return { code: code ?? undefined, constraint: constraint ?? undefined };
}

function causes(error: unknown): Error[] {
  return error instanceof Error ? [error, ...causes(error.cause)] : [];
}
