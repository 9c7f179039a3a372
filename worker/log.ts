import { DrizzleQueryError } from 'drizzle-orm/errors';

/** One line of JSON. An error of the database is told by its code and constraint: its text quotes the values that were sent. */
export function logError(where: Record<string, string | null>, error: unknown): void {
  console.error(JSON.stringify({ level: 'error', ...where, ...describe(error) }));
}

/** A database that cannot be reached: an answer of the edge without an SQLSTATE, or one of the classes for lost connections and shutdown. */
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

/** Drizzle wraps what the driver throws as the cause of its own, whose text quotes the statement and its values. */
function databaseError(error: unknown): DatabaseError | null {
  const all = causes(error);
  const found = all.find(({ name }) => name === 'NeonDbError');
  if (found) {
    const { code, constraint } = found as Error & Partial<DatabaseError>;
    return { code: code ?? undefined, constraint: constraint ?? undefined };
  }
  return all.some((one) => one instanceof DrizzleQueryError)
    ? { code: undefined, constraint: undefined }
    : null;
}

function causes(error: unknown): Error[] {
  return error instanceof Error ? [error, ...causes(error.cause)] : [];
}
