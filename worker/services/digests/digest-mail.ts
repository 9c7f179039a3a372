import type { DigestPayload } from '../../../contracts/digests.ts';
import type { UserRow } from '../../../db/queries/accounts.ts';
import { claimDelivery } from '../../../db/queries/digests.ts';
import { writeDigestMail } from '../../../domain/digest/write-mail.ts';
import type { Context } from '../../context.ts';
import { logError } from '../../log.ts';
import { httpMail } from '../../mail/http-mail.ts';

/**
 * Sends a stored digest to who asked for it in the settings, once at the most: it is taken before it is sent, so that a mail that fails, or a worker
 * that is killed, sends it neither again. Where no mail is set up it is not taken.
 */
export async function mailDigest(
  ctx: Context,
  user: Pick<UserRow, 'id' | 'email' | 'digestByMail'>,
  { id, payload }: { id: string; payload: DigestPayload },
): Promise<void> {
  if (!user.digestByMail || ctx.config.MAIL_URL === '') return;
  if (!(await claimDelivery(ctx.db, user.id, id))) return;
  const link = ctx.config.APP_ORIGIN === '' ? null : `${ctx.config.APP_ORIGIN}/digest/${id}`;
  const sent = await httpMail(ctx.config)({ to: user.email, ...writeDigestMail(payload, link) });
  if (!sent.ok) logError({ mail: 'digest' }, new Error(sent.failure));
}
