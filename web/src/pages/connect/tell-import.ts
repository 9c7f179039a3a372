import type { ImportProgress } from '../../../../contracts/jobs.ts';
import { formatCount } from '../../format/decimal.ts';

/** What came of an import, or would come of it: the answer before the figures. */
export function tellImport(progress: ImportProgress, dryRun: boolean): string {
  const { inserted, duplicates, rejected, moved } = progress;
  if (inserted + duplicates + rejected + moved === 0) return 'There were no trades in it.';
  const told = [
    inserted > 0 &&
      `${count(inserted, 'trade', 'trades')} ${dryRun ? 'would be added' : verb(inserted, 'was added', 'were added')}.`,
    inserted === 0 && (duplicates > 0 || moved > 0) && `No new trades${dryRun ? ' in it' : ''}.`,
    inserted === 0 && duplicates === 0 && moved === 0 && 'Not one row could be read.',
    moved > 0 &&
      `${count(moved, 'transfer, reward or convert', 'transfers, rewards and converts')} ${dryRun ? 'would be noted' : verb(moved, 'was noted', 'were noted')}.`,
    duplicates > 0 && `${formatCount(duplicates)} ${verb(duplicates, 'is', 'are')} here already.`,
    rejected > 0 &&
      inserted + duplicates + moved > 0 &&
      `${count(rejected, 'row', 'rows')} ${dryRun ? 'would be rejected' : verb(rejected, 'was rejected', 'were rejected')}.`,
  ];
  return told.filter((sentence) => sentence !== false).join(' ');
}

/** How many of the file would change something. */
export function wouldChange({ inserted, moved }: ImportProgress): number {
  return inserted + moved;
}

function count(value: number, one: string, many: string): string {
  return `${formatCount(value)} ${value === 1 ? one : many}`;
}

function verb(value: number, one: string, many: string): string {
  return value === 1 ? one : many;
}
