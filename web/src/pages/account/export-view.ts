import type { ExportDto } from '../../../../contracts/privacy.ts';
import { hasEnded } from '../../feed/imports.ts';
import { formatBytes } from '../../format/bytes.ts';
import { formatDateTime } from '../../format/time.ts';

const POLL_MS = 2_000;
/** A link is looked for anew while the old one is still good. */
const AHEAD_MS = 60_000;

export function isBeingMade({ status }: ExportDto): boolean {
  return !hasEnded(status);
}

/** After how many milliseconds the list is to be looked at again; null: only when something happens. */
export function nextLook(exports: readonly ExportDto[], now: number): number | null {
  if (exports.some(isBeingMade)) return POLL_MS;
  const ends = exports.flatMap(({ url, expiresAt }) => (url && expiresAt ? [Date.parse(expiresAt)] : []));
  return ends.length === 0 ? null : Math.max(POLL_MS, Math.min(...ends) - now - AHEAD_MS);
}

/** What came of an export, in a sentence. */
export function tellExport(one: ExportDto, timeZone: string): string {
  if (isBeingMade(one))
    return 'It is being made. You can leave this page; it will be here when you come back.';
  if (one.status !== 'done') return `It could not be made. ${one.error?.message ?? 'Ask for another one.'}`;
  if (one.url === undefined) return 'Its file has been deleted.';
  const size = one.bytes === undefined ? 'Ready.' : `Ready, ${formatBytes(one.bytes)}.`;
  if (one.keptUntil === undefined) return size;
  return `${size} The file is deleted on ${formatDateTime(one.keptUntil, timeZone)}.`;
}
