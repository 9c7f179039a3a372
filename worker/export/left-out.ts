import type { TableColumn, UserTable } from '../../db/queries/user-tables.ts';

/**
 * What an export leaves out: not what is known of a person, but what would open their account, or somebody's accounts, to whoever finds the file. Each
 * with its reason, which the file's README tells.
 */
export const LEFT_OUT: Record<string, string> = {
  'user.password_hash': 'a password could be guessed from it',
  'session.token_hash': 'stands for an open session',
  'session.ip_hash': 'keyed hash of an address, of no use without the key',
  'session.ua_hash': 'keyed hash of a browser’s name; the name itself is in “device”',
  'broker_connection.access_enc': 'the sealed key to your account at the broker',
  'broker_connection.refresh_enc': 'the sealed key to your account at the broker',
  'oauth_state.state_hash': 'stands for a connection under way',
  'oauth_state.verifier_enc': 'proves a connection under way',
  'second_factor.secret_enc': 'makes the codes of your second factor',
  'recovery_code.code_hash': 'stands for a code that opens your account',
  'password_reset.token_hash': 'stands for a link that opens your account',
  'data_key.wrapped': 'the sealed key that seals your secrets',
  'idempotency_key.request_hash': 'tells repeated requests apart, a password may be in them',
  'idempotency_key.body': 'a saved answer, which may hold codes that are told once',
  'job.cursor': 'where a worker stands in its work',
};

/** What reads like a secret and is none. */
const NO_SECRET = new Set(['audit.hash', 'audit.prev_hash', 'data_key.wrapped_by']);
const READS_LIKE_A_SECRET = /hash|_enc$|secret|token|wrapped|password|cipher|private|salt|_key$/;

/**
 * Why a column is not exported; null: it is. One that reads like a secret and that nobody has decided on is left out, as a table that is made later
 * may bring one.
 */
export function reasonToLeaveOut(table: Pick<UserTable, 'name'>, { name }: TableColumn): string | null {
  const full = `${table.name}.${name}`;
  const reason = LEFT_OUT[full];
  if (reason !== undefined) return reason;
  return READS_LIKE_A_SECRET.test(name) && !NO_SECRET.has(full) ? 'may be a secret' : null;
}
