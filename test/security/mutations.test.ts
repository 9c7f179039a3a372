import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseMutations } from './mutations.ts';

const MUTATIONS = parseMutations(readFileSync(new URL('mutations.md', import.meta.url), 'utf8'));

test('there is a mutation for each of the 42 checks', () => {
  expect([...new Set(MUTATIONS.map(({ check }) => check))].sort((a, b) => a - b)).toEqual(
    Array.from({ length: 42 }, (_, at) => at + 1),
  );
});

test('what each mutation takes out stands in its file, once', () => {
  const root = new URL('../../', import.meta.url);
  for (const { check, changes } of MUTATIONS) {
    for (const { file, from } of changes) {
      const occurrences = readFileSync(new URL(file, root), 'utf8').split(from).length - 1;
      expect({ check, file, from, occurrences }).toEqual({ check, file, from, occurrences: 1 });
    }
  }
});
