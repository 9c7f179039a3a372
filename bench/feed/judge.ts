/** One append, with its place in the order of what the benchmark did and saw. */
export interface ToldCall {
  ids: readonly string[];
  begunAt: number;
  answeredAt: number;
}

export interface Verdict {
  lost: number;
  doubled: number;
  inverted: number;
}

/** What a client holds: each event once in the order in which it came, and how often one came again. */
interface Held {
  ids: readonly string[];
  doubled: number;
}

/**
 * What a client holds against what its user was told. Inverted is an event that came after a later one: later in its own call, or of a
 * call that began only when its own was answered. Calls under way at the same time have no order. Throws where an event was never told.
 */
export function judge(told: readonly ToldCall[], held: Held): Verdict {
  const places = new Map(told.flatMap((call) => call.ids.map((id, at) => [id, { call, at }] as const)));
  const furthest = new Map<ToldCall, number>();
  let latestBegin = Number.NEGATIVE_INFINITY;
  let inverted = 0;
  for (const id of held.ids) {
    const place = places.get(id);
    if (!place) throw new Error(`A client got ${id}, which its user was never told.`);
    const { call, at } = place;
    const before = furthest.get(call) ?? -1;
    if (call.answeredAt < latestBegin || at < before) inverted += 1;
    furthest.set(call, Math.max(before, at));
    latestBegin = Math.max(latestBegin, call.begunAt);
  }
  return { lost: places.size - held.ids.length, doubled: held.doubled, inverted };
}

export function sum(verdicts: readonly Verdict[]): Verdict {
  return verdicts.reduce(
    (all, one) => ({
      lost: all.lost + one.lost,
      doubled: all.doubled + one.doubled,
      inverted: all.inverted + one.inverted,
    }),
    { lost: 0, doubled: 0, inverted: 0 },
  );
}
