import type { TwinClient } from '../../dev/client.ts';

/** What a route with an id in its path is asked with, where it wants a body or a query of the right form before it looks at the id. */
const BODIES: Record<string, unknown> = {
  'PUT /api/trades/{id}/feedback': { label: 'FOMO', vote: 'up' },
  'PUT /api/trades/{id}/cost': { unitCost: '1' },
};
const QUERIES: Record<string, string> = {
  'GET /api/account/exports/{id}/file': `?expires=4102444800&signature=${'a'.repeat(43)}`,
};
const UNKNOWN_ULID = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
const UNKNOWN_JOB = 'f'.repeat(64);

/**
 * Every route of the table that has an id in its path × the ids of somebody else and an id of nobody: each is answered 404, and always with the same
 * body, so that an answer does not tell whether there is such a thing. Answers the evidence against it.
 */
export async function againstForeignIds(
  document: { paths: Record<string, Record<string, unknown>> },
  attacker: TwinClient,
  foreign: readonly string[],
): Promise<string[]> {
  const against: string[] = [];
  const bodies = new Set<string>();
  let asked = 0;
  for (const [path, methods] of Object.entries(document.paths)) {
    if (!path.includes('{id}')) continue;
    for (const method of Object.keys(methods).map((name) => name.toUpperCase())) {
      const route = `${method} ${path}`;
      const ids = [...foreign, UNKNOWN_ULID, UNKNOWN_JOB].filter((id) => fits(path, id));
      for (const id of ids) {
        asked += 1;
        const body = BODIES[route];
        const answer = await attacker.send(
          method,
          path.replace('{id}', id) + (QUERIES[route] ?? ''),
          body === undefined ? undefined : JSON.stringify(body),
        );
        const text = (await answer.text()).replace(/"requestId":"[^"]*"/, '');
        if (answer.status !== 404)
          against.push(`${route} with ${id}: ${answer.status} ${text.slice(0, 120)}`);
        else bodies.add(text);
      }
    }
  }
  if (asked < 20) against.push(`only ${asked} requests were made: the route table was not read`);
  if (bodies.size > 1) against.push(`404 has ${bodies.size} bodies: ${[...bodies].join(' | ')}`);
  return against;
}

/** Jobs and exports are named by 64 hex digits, everything else by a ULID; an id of the other form is refused for its form. */
function fits(path: string, id: string): boolean {
  return /\/(jobs|exports)\//.test(path) === (id.length === 64);
}
