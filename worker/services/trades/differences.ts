export type Difference = { path: string; stored: string; recomputed: string };

const MOST_LISTED = 50;

/** Where two values differ, leaf by leaf; keys in any order, since the database keeps its own. */
export function listDifferences(stored: unknown, recomputed: unknown, path = ''): Difference[] {
  if (isBranch(stored) && isBranch(recomputed)) {
    const [before, after] = [new Map(Object.entries(stored)), new Map(Object.entries(recomputed))];
    return [...new Set([...before.keys(), ...after.keys()])]
      .flatMap((key) =>
        listDifferences(before.get(key), after.get(key), path === '' ? key : `${path}.${key}`),
      )
      .slice(0, MOST_LISTED);
  }
  return Object.is(stored, recomputed) || tell(stored) === tell(recomputed)
    ? []
    : [{ path, stored: tell(stored), recomputed: tell(recomputed) }];
}

function isBranch(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function tell(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
