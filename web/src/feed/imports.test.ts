import { describe, expect, it } from 'vitest';
import { NO_PROGRESS } from '../../../contracts/jobs.ts';
import { type ImportState, isSameOutcome } from './imports.ts';

const DONE: ImportState = { status: 'done', progress: { ...NO_PROGRESS, seen: 9, inserted: 9, scored: 2 } };

describe('the outcome of an import', () => {
  it('stays the same while what was found is read', () => {
    expect(isSameOutcome({ ...DONE, progress: { ...DONE.progress, scored: 7 } }, DONE)).toBe(true);
  });

  it('is another once the import runs again, found something else or ended badly', () => {
    expect(isSameOutcome({ ...DONE, status: 'running' }, DONE)).toBe(false);
    expect(isSameOutcome({ ...DONE, progress: { ...DONE.progress, seen: 10 } }, DONE)).toBe(false);
    expect(isSameOutcome({ status: 'failed', progress: DONE.progress }, DONE)).toBe(false);
    expect(isSameOutcome({ ...DONE, error: { code: 'score_failed', message: 'Not read.' } }, DONE)).toBe(
      false,
    );
  });
});
