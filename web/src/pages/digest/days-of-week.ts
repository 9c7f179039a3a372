import type { DigestPayload } from '../../../../contracts/digests.ts';
import { dayOf } from '../../format/days.ts';

/** The week's first day and its last, as the list of trades asks for them. */
export function daysOfWeek({ periodStart, periodEnd, timezone }: DigestPayload): {
  since: string;
  until: string;
} {
  return { since: dayOf(periodStart, timezone), until: dayOf(Date.parse(periodEnd) - 1, timezone) };
}
