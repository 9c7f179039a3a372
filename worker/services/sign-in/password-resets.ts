import { addReset, findReset, oldestAccount, useReset } from '../../../db/queries/passwords.ts';
import { type Context, forUser } from '../../context.ts';
import { logError } from '../../log.ts';
import { httpMail } from '../../mail/http-mail.ts';
import { fail, ok, type Result } from '../../result.ts';
import { randomToken, sha256Hex } from '../../security/hashes.ts';
import { hashPassword } from '../../security/password.ts';
import type { PasswordWeakness } from '../../security/password-policy.ts';
import { newAudit } from '../privacy/audit.ts';
import { mayMailReset } from './guesses.ts';
import { judgePassword } from './passwords.ts';
import { closeSockets } from './sessions.ts';

const LINK_LIFE_MS = 30 * 60_000;
/** What is done for an account, and not for nobody, comes at no time that the next request could be slowed down at. */
const MOST_DELAY_MS = 1_500;

/**
 * Mails a link to choose a new password to the oldest account of an address; nothing where there is none. For after the answer, which is the same in
 * either case. The token stands behind the `#`, which no browser sends and no server logs.
 */
export async function mailReset(ctx: Context, email: string, origin: string): Promise<void> {
  await scheduler.wait(Math.random() * MOST_DELAY_MS);
  if (!(await mayMailReset(ctx, email))) return;
  const user = await oldestAccount(ctx.db, email);
  if (!user) return;
  const token = randomToken();
  await addReset(
    forUser(ctx, user.id).db,
    {
      tokenHash: sha256Hex(token),
      userId: user.id,
      expiresAt: new Date(ctx.now().getTime() + LINK_LIFE_MS),
    },
    newAudit(ctx, user.id, 'password_reset.asked'),
  );
  const sent = await httpMail(ctx.config)({
    to: user.email,
    subject: 'Choose a new password',
    text: textOf(`${origin}/reset#${token}`),
  });
  if (!sent.ok) logError({ mail: 'password reset' }, new Error(sent.failure));
}

/** The link is used up by a password that is good, and by nothing else. All sessions of the account end; nobody is signed in by it. */
export async function confirmReset(
  ctx: Context,
  { token, password }: { token: string; password: string },
): Promise<Result<void, PasswordWeakness | 'reset_invalid'>> {
  const tokenHash = sha256Hex(token);
  const holder = await findReset(ctx.db, tokenHash, ctx.now());
  if (!holder) return fail('reset_invalid');
  const weakness = await judgePassword(ctx, password, holder);
  if (weakness) return fail(weakness);
  const used = await useReset(
    ctx.db,
    { tokenHash, passwordHash: await hashPassword(password), now: ctx.now() },
    newAudit(ctx, null, 'password.reset'),
  );
  if (!used) return fail('reset_invalid');
  await closeSockets(ctx, used.userId, used.ended);
  return ok(undefined);
}

function textOf(link: string): string {
  return `Somebody, we hope it was you, asked for a new password for your account at AI Trading Twin.

Choose it here. The link is good once, for half an hour:

${link}

If it was not you, do nothing: your password stays as it is.
`;
}
