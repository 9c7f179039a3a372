import { expect, test } from 'vitest';
import { NO_PROGRESS } from '../../../../contracts/jobs.ts';
import { tellImport } from './tell-import.ts';

test('an import says what was added, noted, known and rejected', () => {
  const progress = { ...NO_PROGRESS, seen: 1_260, inserted: 1_204, moved: 41, duplicates: 12, rejected: 3 };
  expect(tellImport(progress, false)).toBe(
    '1,204 trades were added. 41 transfers, rewards and converts were noted. 12 are here already. 3 rows were rejected.',
  );
});

test('a check says the same as what would be', () => {
  const progress = { ...NO_PROGRESS, seen: 3, inserted: 1, duplicates: 1, rejected: 1 };
  expect(tellImport(progress, true)).toBe(
    '1 trade would be added. 1 is here already. 1 row would be rejected.',
  );
});

test('a second upload adds nothing and says so', () => {
  expect(tellImport({ ...NO_PROGRESS, seen: 20, duplicates: 20 }, false)).toBe(
    'No new trades. 20 are here already.',
  );
});

test('a file of which nothing can be read says so once', () => {
  expect(tellImport({ ...NO_PROGRESS, seen: 5, rejected: 5 }, true)).toBe('Not one row could be read.');
});

test('an empty file has no trades in it', () => {
  expect(tellImport(NO_PROGRESS, false)).toBe('There were no trades in it.');
});
