import { openZone, type Zone } from '../../../domain/history/local-time.ts';
import { logError } from '../../log.ts';

/** A zone under a name that Intl knows. */
export interface KnownZone {
  timezone: string;
  zone: Zone;
}

/** Zones are renamed, and a runtime may come to know a name no longer that was right when it was chosen: such a one is taken as UTC, and told in the log. */
export function openKnownZone(timezone: string): KnownZone {
  try {
    return { timezone, zone: openZone(timezone) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    logError({ timezone }, new Error('This zone is not known, and was taken as UTC.'));
    return { timezone: 'UTC', zone: openZone('UTC') };
  }
}
